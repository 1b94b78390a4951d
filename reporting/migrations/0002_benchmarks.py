import django.db.models.deletion
import pghistory.utils
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_bank_holidays"),
        ("accounts", "__first__"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        help_text="ONS code: E09000015, E12000007, E92000001", max_length=9, unique=True
                    ),
                ),
                ("dfe_code", models.CharField(blank=True, help_text="Empty: not a council", max_length=3)),
                ("name", models.CharField(max_length=120)),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="ONS code of its region; empty: not a council", max_length=9
                    ),
                ),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("dfe_code", ""), _negated=True),
                        fields=("dfe_code",),
                        name="area_dfe_code_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "indicator",
                    models.CharField(help_text="Code of the measure it stands beside", max_length=60),
                ),
                ("dimension", models.CharField(blank=True, help_text="Empty: the whole", max_length=30)),
                ("key", models.CharField(blank=True, max_length=120)),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="Year that ends on 31 March; for a population the year of the estimate"
                    ),
                ),
                ("number", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("number_code", models.CharField(blank=True, max_length=5)),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=2, help_text="Percentage or rate", max_digits=12, null=True
                    ),
                ),
                ("value_code", models.CharField(blank=True, max_length=5)),
                ("rounding", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=120)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="benchmarks",
                        to="reporting.area",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "dimension", "key", "year", "area"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "indicator", "dimension", "key", "year"), name="benchmark_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", None), ("number_code", ""), _connector="OR"),
                        name="benchmark_number_or_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value_code", ""), _connector="OR"),
                        name="benchmark_value_or_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("rounding", ""), _negated=True)
                        ),
                        name="benchmark_has_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("reason", models.CharField(help_text="What they were frozen for", max_length=300)),
                ("frozen_at", models.DateTimeField()),
                (
                    "compared_at",
                    models.DateTimeField(help_text="When they were last laid beside the records", null=True),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freezes",
                        to="accounts.authority",
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-period_to", "-frozen_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "period_from", "period_to"), name="freeze_once_a_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gte", models.F("period_from"))),
                        name="freeze_period_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FreezeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("reason", models.CharField(help_text="What they were frozen for", max_length=300)),
                ("frozen_at", models.DateTimeField()),
                (
                    "compared_at",
                    models.DateTimeField(help_text="When they were last laid beside the records", null=True),
                ),
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
                    "frozen_by",
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
                        to="reporting.freeze",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FrozenFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("dimension", models.CharField(blank=True, help_text="Empty: the whole", max_length=30)),
                ("key", models.CharField(blank=True, max_length=80)),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("not_known", models.BigIntegerField(default=0)),
                ("scale", models.PositiveIntegerField(default=100)),
                (
                    "freeze",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="reporting.freeze",
                    ),
                ),
            ],
            options={
                "ordering": ["freeze", "code", "dimension", "key"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("freeze", "code", "dimension", "key"), name="frozen_figure_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Grouping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("age", "Age bands"),
                            ("placement", "Placement types"),
                            ("reason", "Reasons for leaving care"),
                            ("ethnicity", "Ethnic groups"),
                            ("legal", "Legal statuses"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("groups", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groupings",
                        to="accounts.authority",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "kind", "starts_on"), name="grouping_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("groups", []), _negated=True), name="grouping_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("age", "Age bands"),
                            ("placement", "Placement types"),
                            ("reason", "Reasons for leaving care"),
                            ("ethnicity", "Ethnic groups"),
                            ("legal", "Legal statuses"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("groups", models.JSONField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="reporting.grouping",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecordingGap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Code of the measure; empty: every measure", max_length=60
                    ),
                ),
                ("started_on", models.DateField()),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, help_text="First day on which it was recorded again", null=True
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recording_gaps",
                        to="accounts.authority",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-started_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gt", models.F("started_on")), _connector="OR"
                        ),
                        name="recording_gap_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="recording_gap_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecordingGapEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Code of the measure; empty: every measure", max_length=60
                    ),
                ),
                ("started_on", models.DateField()),
                (
                    "ended_on",
                    models.DateField(
                        blank=True, help_text="First day on which it was recorded again", null=True
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="reporting.recordinggap",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Restatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("not_known", models.BigIntegerField(default=0)),
                ("first_seen_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("why", models.CharField(blank=True, max_length=300)),
                ("explained_at", models.DateTimeField(null=True)),
                (
                    "explained_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "figure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restatement",
                        to="reporting.frozenfigure",
                    ),
                ),
            ],
            options={
                "ordering": ["figure", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("explained_at", None), ("explained_by", None), ("why", "")),
                            models.Q(
                                ("explained_at__isnull", False),
                                ("explained_by__isnull", False),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="restatement_why_paired",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RestatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("not_known", models.BigIntegerField(default=0)),
                ("first_seen_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("why", models.CharField(blank=True, max_length=300)),
                ("explained_at", models.DateTimeField(null=True)),
                (
                    "explained_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reporting.frozenfigure",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reporting.restatement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatisticalNeighbour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("closeness", models.CharField(max_length=30)),
                ("model_year", models.PositiveSmallIntegerField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="neighbours",
                        to="reporting.area",
                    ),
                ),
                (
                    "neighbour",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reporting.area"
                    ),
                ),
            ],
            options={
                "ordering": ["area", "model_year", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "model_year", "rank"), name="neighbour_rank_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__gte", 1), ("rank__lte", 10)), name="neighbour_rank_range"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(help_text="Code of the measure", max_length=60)),
                ("starts_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=1, max_digits=8, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="accounts.authority",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["code", "starts_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "code", "starts_on"), name="target_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__gte", 0), _connector="OR"),
                        name="target_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("code", models.CharField(help_text="Code of the measure", max_length=60)),
                ("starts_on", models.DateField()),
                ("value", models.DecimalField(decimal_places=1, max_digits=8, null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="reporting.target",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TypedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("indicator", models.CharField(max_length=60)),
                (
                    "geography",
                    models.CharField(
                        help_text="Whose figure: the council itself, or another area by name", max_length=120
                    ),
                ),
                ("is_own", models.BooleanField(default=True)),
                ("year", models.PositiveSmallIntegerField(help_text="Year that ends on 31 March")),
                ("number", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("rounding", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="typed_figures",
                        to="accounts.authority",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "-year", "geography", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "indicator", "geography", "year"), name="typed_figure_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__isnull", False), ("value__isnull", False), _connector="OR"
                        ),
                        name="typed_figure_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="typed_figure_has_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TypedFigureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("indicator", models.CharField(max_length=60)),
                (
                    "geography",
                    models.CharField(
                        help_text="Whose figure: the council itself, or another area by name", max_length=120
                    ),
                ),
                ("is_own", models.BooleanField(default=True)),
                ("year", models.PositiveSmallIntegerField(help_text="Year that ends on 31 March")),
                ("number", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=12, null=True)),
                ("rounding", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                        to="reporting.typedfigure",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="measureresult",
            name="result_part_of_whole",
        ),
        migrations.AddField(
            model_name="measureresult",
            name="scale",
            field=models.PositiveIntegerField(
                default=100, help_text="100: a share, 10,000: a rate, 1: a mean"
            ),
        ),
        migrations.AddConstraint(
            model_name="measureresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("scale", 100), _negated=True),
                    ("denominator", None),
                    ("numerator__lte", models.F("denominator")),
                    _connector="OR",
                ),
                name="result_part_of_whole",
            ),
        ),
    ]
