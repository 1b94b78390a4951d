import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0003_monitoring"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="paperdraft",
            name="paper_draft_of_one_paper",
        ),
        migrations.AddField(
            model_name="paperdraft",
            name="update_of",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="draft",
                to="reviews.midwayupdate",
            ),
        ),
        migrations.AddConstraint(
            model_name="paperdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("check_of", None), ("form__isnull", False), ("update_of", None)),
                    models.Q(("check_of__isnull", False), ("form", None), ("update_of", None)),
                    models.Q(("check_of", None), ("form", None), ("update_of__isnull", False)),
                    _connector="OR",
                ),
                name="paper_draft_of_one_paper",
            ),
        ),
    ]
