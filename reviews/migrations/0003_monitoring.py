import django.db.models.deletion
import pghistory.utils
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_bank_holidays"),
        ("accounts", "__first__"),
        ("children", "0001_initial"),
        ("reviews", "0002_review_sections"),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("VISIT", "a visit"),
                            ("PHONE", "a phone call"),
                            ("VIDEO", "a video call"),
                            ("MESSAGE", "a text or message"),
                            ("LETTER", "a letter or card"),
                            ("NONE", "no contact between reviews"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "planned"),
                            ("MADE", "made"),
                            ("TRIED", "tried, and not made"),
                            ("DROPPED", "dropped"),
                        ],
                        default="PLANNED",
                        max_length=8,
                    ),
                ),
                ("planned_for", models.DateField(help_text="Empty: it was not planned", null=True)),
                ("happened_on", models.DateField(help_text="Made, tried or dropped on this day", null=True)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="iro_contacts",
                        to="children.child",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": [
                    "child",
                    models.OrderBy(models.F("happened_on"), descending=True, nulls_first=True),
                    "-planned_for",
                    "-pk",
                ],
                "indexes": [models.Index(fields=["state", "planned_for"], name="contact_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("happened_on", None), ("planned_for__isnull", False), ("state", "PLANNED")
                            ),
                            models.Q(
                                models.Q(("state", "PLANNED"), _negated=True), ("happened_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="contact_state_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way", "NONE"), _negated=True), name="contact_has_a_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["TRIED", "DROPPED"]), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="contact_not_made_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("VISIT", "a visit"),
                            ("PHONE", "a phone call"),
                            ("VIDEO", "a video call"),
                            ("MESSAGE", "a text or message"),
                            ("LETTER", "a letter or card"),
                            ("NONE", "no contact between reviews"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PLANNED", "planned"),
                            ("MADE", "made"),
                            ("TRIED", "tried, and not made"),
                            ("DROPPED", "dropped"),
                        ],
                        default="PLANNED",
                        max_length=8,
                    ),
                ),
                ("planned_for", models.DateField(help_text="Empty: it was not planned", null=True)),
                ("happened_on", models.DateField(help_text="Made, tried or dropped on this day", null=True)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("recorded_at", models.DateTimeField()),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.contact",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
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
            name="ContactPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("VISIT", "a visit"),
                            ("PHONE", "a phone call"),
                            ("VIDEO", "a video call"),
                            ("MESSAGE", "a text or message"),
                            ("LETTER", "a letter or card"),
                            ("NONE", "no contact between reviews"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        help_text="Empty: when the child asks, or never", null=True
                    ),
                ),
                (
                    "wish",
                    models.CharField(help_text="What the child wants, in their own words", max_length=1000),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_plans",
                        to="children.child",
                    ),
                ),
            ],
            options={
                "ordering": ["child", "started_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)),
                        fields=("child",),
                        name="contact_plan_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="contact_plan_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("every_weeks", None),
                            models.Q(
                                ("every_weeks__range", (1, 52)), models.Q(("way", "NONE"), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="contact_plan_every_weeks",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("VISIT", "a visit"),
                            ("PHONE", "a phone call"),
                            ("VIDEO", "a video call"),
                            ("MESSAGE", "a text or message"),
                            ("LETTER", "a letter or card"),
                            ("NONE", "no contact between reviews"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "every_weeks",
                    models.PositiveSmallIntegerField(
                        help_text="Empty: when the child asks, or never", null=True
                    ),
                ),
                (
                    "wish",
                    models.CharField(help_text="What the child wants, in their own words", max_length=1000),
                ),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.contactplan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MidwayCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("opened_on", models.DateField(help_text="The day of that review")),
                ("target_on", models.DateField(help_text="MW-2: the middle day")),
                ("window_from", models.DateField()),
                ("window_to", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "to be done"),
                            ("DONE", "done"),
                            ("SUPERSEDED", "superseded: the next review came first"),
                            ("MISSED", "missed"),
                            ("NOT_REQUIRED", "not required any more"),
                        ],
                        default="OPEN",
                        max_length=12,
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        help_text="Done, or the day of the review or the end of care that closed it",
                        null=True,
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        default=dict,
                        help_text="What was asked for and answered; an absent key was not answered",
                    ),
                ),
                (
                    "concern",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NONE", "no concern"),
                            ("INFORMAL", "an informal concern"),
                            ("FORMAL", "a formal dispute"),
                        ],
                        help_text="MW-3; empty: not done yet",
                        max_length=8,
                    ),
                ),
                (
                    "brings_forward",
                    models.BooleanField(
                        help_text="The review should be held earlier (RC-5); empty: not done yet", null=True
                    ),
                ),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "after_review",
                    models.OneToOneField(
                        help_text="Empty: a later return no longer has the review",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="midway_check",
                        to="reviews.review",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="midway_checks",
                        to="children.child",
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="The child's team when it was done",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="midway_checks",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "ordering": ["window_to", "pk"],
                "indexes": [
                    models.Index(fields=["state", "window_to"], name="midway_by_state"),
                    models.Index(fields=["target_on"], name="midway_by_target"),
                    models.Index(fields=["closed_on"], name="midway_by_closed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("window_from__lt", models.F("target_on")),
                            ("window_to__gt", models.F("target_on")),
                        ),
                        name="midway_window_holds_target",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="midway_closes_after_opening",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("state", "OPEN")),
                            models.Q(
                                models.Q(("state", "OPEN"), _negated=True), ("closed_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="midway_closed_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("brings_forward__isnull", False),
                                ("completed_at__isnull", False),
                                ("completed_by__isnull", False),
                                ("state", "DONE"),
                                models.Q(("concern", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "DONE"), _negated=True),
                                ("brings_forward", None),
                                ("completed_at", None),
                                ("completed_by", None),
                                ("concern", ""),
                            ),
                            _connector="OR",
                        ),
                        name="midway_done_paired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MidwayCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("opened_on", models.DateField(help_text="The day of that review")),
                ("target_on", models.DateField(help_text="MW-2: the middle day")),
                ("window_from", models.DateField()),
                ("window_to", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "to be done"),
                            ("DONE", "done"),
                            ("SUPERSEDED", "superseded: the next review came first"),
                            ("MISSED", "missed"),
                            ("NOT_REQUIRED", "not required any more"),
                        ],
                        default="OPEN",
                        max_length=12,
                    ),
                ),
                (
                    "closed_on",
                    models.DateField(
                        help_text="Done, or the day of the review or the end of care that closed it",
                        null=True,
                    ),
                ),
                (
                    "data",
                    models.JSONField(
                        default=dict,
                        help_text="What was asked for and answered; an absent key was not answered",
                    ),
                ),
                (
                    "concern",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NONE", "no concern"),
                            ("INFORMAL", "an informal concern"),
                            ("FORMAL", "a formal dispute"),
                        ],
                        help_text="MW-3; empty: not done yet",
                        max_length=8,
                    ),
                ),
                (
                    "brings_forward",
                    models.BooleanField(
                        help_text="The review should be held earlier (RC-5); empty: not done yet", null=True
                    ),
                ),
                ("completed_at", models.DateTimeField(null=True)),
                (
                    "after_review",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Empty: a later return no longer has the review",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.review",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "completed_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.midwaycheck",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The child's team when it was done",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MidwayUpdate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("question", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "waiting for the social worker"),
                            ("ANSWERED", "answered"),
                            ("CLOSED", "no answer: the check was closed without it"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("data", models.JSONField(default=dict, help_text="What the social worker answered")),
                ("answered_at", models.DateTimeField(null=True)),
                ("chase_on", models.DateField(help_text="When the next reminder goes out", null=True)),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="reviews.midwaycheck",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="midway_updates",
                        to="accounts.worker",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [models.Index(fields=["state", "chase_on"], name="midway_update_by_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "WAITING")),
                        fields=("of",),
                        name="midway_update_one_waiting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                ("state", "ANSWERED"),
                            ),
                            models.Q(
                                models.Q(("state", "ANSWERED"), _negated=True),
                                ("answered_at", None),
                                ("answered_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="midway_update_answered_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "WAITING"), ("chase_on", None), _connector="OR"),
                        name="midway_update_ended_is_not_chased",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_by", None),
                            models.Q(("answered_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="midway_update_not_ones_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MidwayUpdateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("question", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "waiting for the social worker"),
                            ("ANSWERED", "answered"),
                            ("CLOSED", "no answer: the check was closed without it"),
                        ],
                        default="WAITING",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("data", models.JSONField(default=dict, help_text="What the social worker answered")),
                ("answered_at", models.DateTimeField(null=True)),
                ("chase_on", models.DateField(help_text="When the next reminder goes out", null=True)),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                (
                    "answered_by",
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
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.midwaycheck",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.midwayupdate",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.worker",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField(help_text="For reviews from this day on", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_versions",
                        to="accounts.authority",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        help_text="Empty: the form that the portal ships",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["authority", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("authority", "number"), name="monitoring_version_once"),
                    models.UniqueConstraint(
                        fields=("authority", "starts_on"), name="monitoring_version_one_a_day"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)),
                        fields=("authority",),
                        name="monitoring_version_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None), ("starts_on", None)),
                            models.Q(("published_at__isnull", False), ("starts_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="monitoring_version_published_paired",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("section", models.CharField(max_length=80)),
                ("key", models.SlugField(max_length=36)),
                ("text", models.CharField(max_length=300)),
                ("hint", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("YES_NO", "yes, no, not applicable or not known"),
                            ("GRADE", "a grade from 1 to 4"),
                            ("DATE", "a date"),
                            ("TEXT", "words"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "applies",
                    models.CharField(
                        choices=[
                            ("ALWAYS", "at every review"),
                            ("SECOND_REVIEW", "at the second review"),
                            ("SCHOOL_AGE", "for children aged 5 to 16"),
                            ("AGED_4", "for children aged 4 and over"),
                            ("AGED_16", "for young people aged 16 and over"),
                        ],
                        default="ALWAYS",
                        max_length=15,
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("LINE", "the manager, IROs and the QA manager"),
                            ("IRO", "IROs and the QA manager only"),
                        ],
                        default="LINE",
                        max_length=5,
                    ),
                ),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("NO", "the answer no"),
                            ("YES", "the answer yes"),
                            ("LOW", "the grades 1 and 2"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "known_from",
                    models.CharField(
                        blank=True,
                        help_text="Which known fact answers it first (reviews/monitoring/known.py)",
                        max_length=30,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="reviews.monitoringversion",
                    ),
                ),
            ],
            options={
                "ordering": ["version", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "key"), name="monitoring_question_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("flag", ""),
                            models.Q(("flag__in", ["YES", "NO"]), ("kind", "YES_NO")),
                            models.Q(("flag", "LOW"), ("kind", "GRADE")),
                            _connector="OR",
                        ),
                        name="monitoring_question_flag_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("known_from", ""), ("kind", "YES_NO"), _connector="OR"),
                        name="monitoring_question_known_is_yes_no",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DUE", "to be completed by the IRO"),
                            ("SENT", "sent to the manager"),
                            ("ACKNOWLEDGED", "acknowledged by the manager"),
                        ],
                        default="DUE",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(help_text="Last day for the IRO")),
                ("completed_at", models.DateTimeField(null=True)),
                ("answer_due_on", models.DateField(help_text="Last day for the manager", null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "chase_on",
                    models.DateField(
                        help_text="When the next reminder goes out; empty: nobody is late", null=True
                    ),
                ),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_forms",
                        to="children.child",
                    ),
                ),
                (
                    "completed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_form",
                        to="reviews.review",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        help_text="The child's team when it was sent; empty: no team recorded",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monitoring_forms",
                        to="accounts.team",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forms",
                        to="reviews.monitoringversion",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["state", "chase_on"], name="monitoring_by_state"),
                    models.Index(fields=["completed_at"], name="monitoring_by_completed"),
                    models.Index(fields=["team", "state"], name="monitoring_by_team"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer_due_on", None),
                                ("completed_at", None),
                                ("completed_by", None),
                                ("state", "DUE"),
                            ),
                            models.Q(
                                ("answer_due_on__isnull", False),
                                ("completed_at__isnull", False),
                                ("completed_by__isnull", False),
                                ("state__in", ["SENT", "ACKNOWLEDGED"]),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_completed_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("acknowledged_by__isnull", False),
                                ("chase_on", None),
                                ("state", "ACKNOWLEDGED"),
                            ),
                            models.Q(
                                models.Q(("state", "ACKNOWLEDGED"), _negated=True),
                                ("acknowledged_at", None),
                                ("acknowledged_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_acknowledged_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("acknowledged_by", None),
                            models.Q(("acknowledged_by", models.F("completed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="monitoring_not_ones_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoodPractice",
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
                            ("GOOD_PRACTICE", "good practice that the IRO saw"),
                            ("COMPLIMENT", "a compliment that somebody gave"),
                        ],
                        max_length=15,
                    ),
                ),
                ("text", models.CharField(max_length=2000)),
                (
                    "from_whom",
                    models.CharField(blank=True, help_text="Who gave the compliment", max_length=120),
                ),
                ("happened_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_practice",
                        to="children.child",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_practice",
                        to="accounts.team",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        help_text="Whose work it was; empty: the team's",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_practice",
                        to="accounts.worker",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_practice",
                        to="reviews.monitoringform",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "good practice",
                "ordering": ["-happened_on", "-pk"],
                "indexes": [models.Index(fields=["team", "happened_on"], name="good_practice_by_team")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="good_practice_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "COMPLIMENT"), models.Q(("from_whom", ""), _negated=True)),
                            models.Q(("from_whom", ""), ("kind", "GOOD_PRACTICE")),
                            _connector="OR",
                        ),
                        name="good_practice_from_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.CharField(blank=True, help_text="YesNo or Grade", max_length=15)),
                ("on", models.DateField(null=True)),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reviews.monitoringquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["form", "question__position", "pk"],
                "indexes": [models.Index(fields=["question", "value"], name="monitoring_answer_by_value")],
                "constraints": [
                    models.UniqueConstraint(fields=("form", "question"), name="monitoring_answer_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("on", None),
                                ("text", ""),
                                (
                                    "value__in",
                                    [
                                        "YES",
                                        "NO",
                                        "NOT_APPLICABLE",
                                        "NOT_KNOWN",
                                        "1",
                                        "2",
                                        "3",
                                        "4",
                                        "NOT_KNOWN",
                                    ],
                                ),
                            ),
                            models.Q(("on__isnull", False), ("text", ""), ("value", "")),
                            models.Q(("on", None), ("value", ""), models.Q(("text", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="monitoring_answer_one_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoodPracticeEvent",
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
                            ("GOOD_PRACTICE", "good practice that the IRO saw"),
                            ("COMPLIMENT", "a compliment that somebody gave"),
                        ],
                        max_length=15,
                    ),
                ),
                ("text", models.CharField(max_length=2000)),
                (
                    "from_whom",
                    models.CharField(blank=True, help_text="Who gave the compliment", max_length=120),
                ),
                ("happened_on", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.goodpractice",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Whose work it was; empty: the team's",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.worker",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringform",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "waiting for the manager"),
                            ("ANSWERED", "answered by the manager"),
                            ("CLOSED", "closed by the IRO"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                (
                    "response_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WILL_ACT", "it will be done"),
                            ("DONE", "it is done"),
                            ("DISAGREE", "the manager does not agree"),
                        ],
                        max_length=10,
                    ),
                ),
                ("response", models.CharField(blank=True, max_length=1000)),
                ("act_by", models.DateField(help_text="When it will be done by", null=True)),
                ("responded_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, help_text="What became of it, in the IRO's words", max_length=500
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "responded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        help_text="Empty: raised by itself",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reviews.monitoringquestion",
                    ),
                ),
            ],
            options={
                "ordering": ["form", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act_by", None),
                                ("responded_at", None),
                                ("responded_by", None),
                                ("response", ""),
                                ("response_kind", ""),
                            ),
                            models.Q(
                                ("responded_at__isnull", False),
                                ("responded_by__isnull", False),
                                models.Q(("response", ""), _negated=True),
                                models.Q(("response_kind", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_issue_response_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("responded_at", None), ("state", "OPEN")),
                            models.Q(("responded_at__isnull", False), ("state", "ANSWERED")),
                            ("state", "CLOSED"),
                            _connector="OR",
                        ),
                        name="monitoring_issue_state_fits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("state", "CLOSED"),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "CLOSED"), _negated=True),
                                ("closed_at", None),
                                ("closed_by", None),
                                ("outcome", ""),
                            ),
                            _connector="OR",
                        ),
                        name="monitoring_issue_closed_paired",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("response_kind", "WILL_ACT"), _negated=True),
                            ("act_by__isnull", False),
                            _connector="OR",
                        ),
                        name="monitoring_issue_act_has_date",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonitoringIssueEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("text", models.CharField(max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "waiting for the manager"),
                            ("ANSWERED", "answered by the manager"),
                            ("CLOSED", "closed by the IRO"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                (
                    "response_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WILL_ACT", "it will be done"),
                            ("DONE", "it is done"),
                            ("DISAGREE", "the manager does not agree"),
                        ],
                        max_length=10,
                    ),
                ),
                ("response", models.CharField(blank=True, max_length=1000)),
                ("act_by", models.DateField(help_text="When it will be done by", null=True)),
                ("responded_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True, help_text="What became of it, in the IRO's words", max_length=500
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
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
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.monitoringissue",
                    ),
                ),
                (
                    "responded_by",
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
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="Empty: raised by itself",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("value", models.CharField(blank=True, help_text="YesNo or Grade", max_length=15)),
                ("on", models.DateField(null=True)),
                ("text", models.CharField(blank=True, max_length=2000)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.monitoringanswer",
                    ),
                ),
                (
                    "form",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringquestion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringQuestionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("section", models.CharField(max_length=80)),
                ("key", models.SlugField(db_index=False, max_length=36)),
                ("text", models.CharField(max_length=300)),
                ("hint", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("YES_NO", "yes, no, not applicable or not known"),
                            ("GRADE", "a grade from 1 to 4"),
                            ("DATE", "a date"),
                            ("TEXT", "words"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "applies",
                    models.CharField(
                        choices=[
                            ("ALWAYS", "at every review"),
                            ("SECOND_REVIEW", "at the second review"),
                            ("SCHOOL_AGE", "for children aged 5 to 16"),
                            ("AGED_4", "for children aged 4 and over"),
                            ("AGED_16", "for young people aged 16 and over"),
                        ],
                        default="ALWAYS",
                        max_length=15,
                    ),
                ),
                (
                    "seen_by",
                    models.CharField(
                        choices=[
                            ("LINE", "the manager, IROs and the QA manager"),
                            ("IRO", "IROs and the QA manager only"),
                        ],
                        default="LINE",
                        max_length=5,
                    ),
                ),
                (
                    "flag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "none"),
                            ("NO", "the answer no"),
                            ("YES", "the answer yes"),
                            ("LOW", "the grades 1 and 2"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "known_from",
                    models.CharField(
                        blank=True,
                        help_text="Which known fact answers it first (reviews/monitoring/known.py)",
                        max_length=30,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.monitoringquestion",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringFormEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DUE", "to be completed by the IRO"),
                            ("SENT", "sent to the manager"),
                            ("ACKNOWLEDGED", "acknowledged by the manager"),
                        ],
                        default="DUE",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(help_text="Last day for the IRO")),
                ("completed_at", models.DateTimeField(null=True)),
                ("answer_due_on", models.DateField(help_text="Last day for the manager", null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "chase_on",
                    models.DateField(
                        help_text="When the next reminder goes out; empty: nobody is late", null=True
                    ),
                ),
                ("chases", models.PositiveSmallIntegerField(default=0)),
                (
                    "acknowledged_by",
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
                    "child",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
                    ),
                ),
                (
                    "completed_by",
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.review",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_constraint=False,
                        help_text="The child's team when it was sent; empty: no team recorded",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.team",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reviews.monitoringversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MonitoringVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField(help_text="For reviews from this day on", null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
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
                        help_text="Empty: the form that the portal ships",
                        null=True,
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
                        to="reviews.monitoringversion",
                    ),
                ),
                (
                    "published_by",
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
            name="PaperDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("data", models.JSONField(default=dict, help_text="Field name -> list of posted values")),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "check_of",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="reviews.midwaycheck",
                    ),
                ),
                (
                    "form",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="reviews.monitoringform",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("check_of__isnull", False), ("form", None)),
                            models.Q(("check_of", None), ("form__isnull", False)),
                            _connector="OR",
                        ),
                        name="paper_draft_of_one_paper",
                    )
                ],
            },
        ),
    ]
