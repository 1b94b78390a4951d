import django.db.models.deletion
import pghistory.utils
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_bank_holidays"),
        ("accounts", "__first__"),
        ("reporting", "0002_benchmarks"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentRestatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=40)),
                ("was", models.TextField()),
                ("now", models.TextField()),
                ("why", models.CharField(blank=True, max_length=250)),
                ("found_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatements",
                        to="reporting.reportdocument",
                    ),
                ),
            ],
            options={
                "ordering": ["document", "code", "found_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("document", "code", "period", "now"), name="document_restatement_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentRestatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(max_length=60)),
                ("period", models.CharField(max_length=40)),
                ("was", models.TextField()),
                ("now", models.TextField()),
                ("why", models.CharField(blank=True, max_length=250)),
                ("found_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.reportdocument",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.documentrestatement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Presentation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("body", models.CharField(max_length=120)),
                ("sent_on", models.DateField(null=True)),
                ("presented_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=250)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presentations",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "body"), name="presentation_once_a_body")
                ],
            },
        ),
        migrations.CreateModel(
            name="PresentationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("body", models.CharField(max_length=120)),
                ("sent_on", models.DateField(null=True)),
                ("presented_on", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=250)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.presentation",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The collection year in which it is to be done"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=200)),
                ("action", models.TextField(blank=True, help_text="What will be done")),
                ("owner", models.CharField(blank=True, help_text="Who leads, by post", max_length=120)),
                ("due_on", models.DateField(null=True)),
                (
                    "measure",
                    models.CharField(
                        blank=True, help_text="Code of the measure that shows it", max_length=60
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported yet"),
                            ("done", "Done"),
                            ("partly", "Partly done"),
                            ("not_done", "Not done"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                ("progress", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_priorities",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["year", "position", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "not_reported"),
                            models.Q(("progress", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="priority_status_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The collection year in which it is to be done"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("title", models.CharField(max_length=200)),
                ("action", models.TextField(blank=True, help_text="What will be done")),
                ("owner", models.CharField(blank=True, help_text="Who leads, by post", max_length=120)),
                ("due_on", models.DateField(null=True)),
                (
                    "measure",
                    models.CharField(
                        blank=True, help_text="Code of the measure that shows it", max_length=60
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("not_reported", "Not reported yet"),
                            ("done", "Done"),
                            ("partly", "Partly done"),
                            ("not_done", "Not done"),
                        ],
                        default="not_reported",
                        max_length=12,
                    ),
                ),
                ("progress", models.TextField(blank=True)),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.priority",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sections",
                    models.JSONField(
                        default=list,
                        help_text="[{key, title, included}] in order; sections that are not named follow",
                    ),
                ),
                (
                    "numbering",
                    models.CharField(
                        choices=[
                            ("none", "No numbers"),
                            ("sections", "Sections: 1, 2, 3"),
                            ("paragraphs", "Sections and paragraphs: 1.1, 1.2"),
                        ],
                        default="sections",
                        max_length=12,
                    ),
                ),
                (
                    "captions",
                    models.CharField(
                        choices=[
                            ("numbers", "Table 1, Figure 1"),
                            ("letters", "Table A, Figure A"),
                            ("none", "By their caption alone"),
                        ],
                        default="numbers",
                        max_length=10,
                    ),
                ),
                (
                    "has_cover",
                    models.BooleanField(default=False, help_text="A committee cover page before the report"),
                ),
                (
                    "bodies",
                    models.TextField(
                        blank=True, help_text="Bodies that receive the report, one a line (V-30)"
                    ),
                ),
                ("largest_hidden_count", models.PositiveSmallIntegerField(default=5)),
                ("largest_hidden_base", models.PositiveSmallIntegerField(default=10)),
                (
                    "authority",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report_layout",
                        to="accounts.authority",
                    ),
                ),
            ],
            options={
                "ordering": ["authority"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("largest_hidden_base__gte", 10), ("largest_hidden_count__gte", 5)
                        ),
                        name="report_layout_hides_small_numbers",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportLayoutEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "sections",
                    models.JSONField(
                        default=list,
                        help_text="[{key, title, included}] in order; sections that are not named follow",
                    ),
                ),
                (
                    "numbering",
                    models.CharField(
                        choices=[
                            ("none", "No numbers"),
                            ("sections", "Sections: 1, 2, 3"),
                            ("paragraphs", "Sections and paragraphs: 1.1, 1.2"),
                        ],
                        default="sections",
                        max_length=12,
                    ),
                ),
                (
                    "captions",
                    models.CharField(
                        choices=[
                            ("numbers", "Table 1, Figure 1"),
                            ("letters", "Table A, Figure A"),
                            ("none", "By their caption alone"),
                        ],
                        default="numbers",
                        max_length=10,
                    ),
                ),
                (
                    "has_cover",
                    models.BooleanField(default=False, help_text="A committee cover page before the report"),
                ),
                (
                    "bodies",
                    models.TextField(
                        blank=True, help_text="Bodies that receive the report, one a line (V-30)"
                    ),
                ),
                ("largest_hidden_count", models.PositiveSmallIntegerField(default=5)),
                ("largest_hidden_base", models.PositiveSmallIntegerField(default=10)),
                (
                    "authority",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.authority",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.reportlayout",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SectionComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="reporting.reportsection",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["section", "at", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at", None), ("settled_by", None)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="comment_settled_by_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SectionCommentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("text", models.TextField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.sectioncomment",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.reportsection",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("example", "Case example"),
                            ("quotation", "Quotation"),
                            ("drawing", "Drawing"),
                            ("you_said", "You said, we did"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "section",
                    models.CharField(help_text="Key of the section in which it stands", max_length=40),
                ),
                ("text", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True, help_text="What was done")),
                (
                    "consent_by",
                    models.CharField(
                        blank=True, help_text="Who consented, by role: the young person", max_length=120
                    ),
                ),
                ("consent_on", models.DateField(null=True)),
                (
                    "screened_at",
                    models.DateTimeField(
                        help_text="When it was held against names, dates, places and schools", null=True
                    ),
                ),
                ("signed_off_at", models.DateTimeField(null=True)),
                ("image", models.BinaryField(blank=True)),
                ("image_type", models.CharField(blank=True, max_length=20)),
                ("alternative", models.CharField(blank=True, help_text="The image in words", max_length=250)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="voices",
                        to="reporting.report",
                    ),
                ),
                (
                    "signed_off_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["report", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "you_said"),
                            models.Q(
                                ("consent_on__isnull", False), models.Q(("consent_by", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="voice_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "drawing"), _negated=True),
                            models.Q(
                                models.Q(("alternative", ""), _negated=True),
                                models.Q(("image_type", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="voice_drawing_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "drawing"), models.Q(("text", ""), _negated=True), _connector="OR"
                        ),
                        name="voice_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("signed_off_at", None), ("signed_off_by", None)),
                            models.Q(
                                ("screened_at__isnull", False),
                                ("signed_off_at__isnull", False),
                                ("signed_off_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="voice_screened_before_sign_off",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VoiceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("example", "Case example"),
                            ("quotation", "Quotation"),
                            ("drawing", "Drawing"),
                            ("you_said", "You said, we did"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "section",
                    models.CharField(help_text="Key of the section in which it stands", max_length=40),
                ),
                ("text", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True, help_text="What was done")),
                (
                    "consent_by",
                    models.CharField(
                        blank=True, help_text="Who consented, by role: the young person", max_length=120
                    ),
                ),
                ("consent_on", models.DateField(null=True)),
                (
                    "screened_at",
                    models.DateTimeField(
                        help_text="When it was held against names, dates, places and schools", null=True
                    ),
                ),
                ("signed_off_at", models.DateTimeField(null=True)),
                ("image_type", models.CharField(blank=True, max_length=20)),
                ("alternative", models.CharField(blank=True, help_text="The image in words", max_length=250)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.voice",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.report",
                    ),
                ),
                (
                    "signed_off_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="report",
            name="approved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="cover",
            field=models.JSONField(
                default=dict, help_text="The committee's cover page, field by field (V-29)"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="submitted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportdocument",
            name="is_published",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="reportdocument",
            name="template_version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="reportdocumentevent",
            name="is_published",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="reportdocumentevent",
            name="template_version",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="approved_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="approved_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="cover",
            field=models.JSONField(
                default=dict, help_text="The committee's cover page, field by field (V-29)"
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="published_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="published_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="reportevent",
            name="submitted_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportsection",
            name="title",
            field=models.CharField(blank=True, help_text="Empty: the title of the template", max_length=120),
        ),
        migrations.AddField(
            model_name="reportsectionevent",
            name="title",
            field=models.CharField(blank=True, help_text="Empty: the title of the template", max_length=120),
        ),
        migrations.AlterField(
            model_name="reportdocument",
            name="edition",
            field=models.CharField(
                choices=[
                    ("internal", "internal"),
                    ("member", "member"),
                    ("public", "public"),
                    ("children", "children’s"),
                ],
                default="internal",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="reportdocument",
            name="job",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="accounts.job",
            ),
        ),
        migrations.AlterField(
            model_name="reportdocumentevent",
            name="edition",
            field=models.CharField(
                choices=[
                    ("internal", "internal"),
                    ("member", "member"),
                    ("public", "public"),
                    ("children", "children’s"),
                ],
                default="internal",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "in_review"]),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="report_approved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="report_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("state", "published"),
                    ),
                    models.Q(
                        ("published_at", None),
                        ("published_by", None),
                        models.Q(("state", "published"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="report_published_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportdocument",
            constraint=models.UniqueConstraint(fields=("job", "edition"), name="report_document_once_a_job"),
        ),
        migrations.AddConstraint(
            model_name="reportdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_published", True)),
                fields=("report", "edition"),
                name="report_edition_published_once",
            ),
        ),
    ]
