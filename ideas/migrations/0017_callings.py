"""What tells people of one name apart stands in a mention."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0016_session_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="mention",
            name="name",
            field=models.CharField(max_length=400),
        ),
    ]
