"""Credit for what lives on in another idea."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0001_initial"),
        ("ideas", "0001_initial"),
        ("reports", "0002_the_ledger_is_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="credit",
            name="credit_kind_is_known",
        ),
        migrations.AlterField(
            model_name="credit",
            name="kind",
            field=models.CharField(
                choices=[
                    ("approved", "Idea approved"),
                    ("published", "Idea published"),
                    ("adopted", "Idea adopted"),
                    ("award", "Award won"),
                    ("merged", "Lives on in another idea"),
                    ("adviser", "Reviewed for a council"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["approved", "published", "adopted", "award", "merged", "adviser"])
                ),
                name="credit_kind_is_known",
            ),
        ),
    ]
