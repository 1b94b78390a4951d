"""What a piece of work makes, for the notice of its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_bank_holidays"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="title",
            field=models.CharField(
                blank=True,
                help_text="What it makes, in the words of who asked; no child's name",
                max_length=200,
            ),
        ),
    ]
