"""Credit for amendments that ideas took up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_merged")]

    operations = [
        migrations.RemoveConstraint(model_name="credit", name="credit_kind_is_known"),
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
                    ("amended", "Amendment taken up"),
                    ("adviser", "Reviewed for a council"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="credit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["approved", "published", "adopted", "award", "merged", "amended", "adviser"],
                    )
                ),
                name="credit_kind_is_known",
            ),
        ),
    ]
