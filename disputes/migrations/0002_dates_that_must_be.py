from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_bank_holidays"),
        ("accounts", "__first__"),
        ("children", "0002_number_search"),
        ("disputes", "0001_initial"),
        ("reviews", "0003_monitoring"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="cafcassreferral",
            name="cafcass_result_paired",
        ),
        migrations.RemoveConstraint(
            model_name="concern",
            name="concern_formal_paired",
        ),
        migrations.RemoveConstraint(
            model_name="concern",
            name="concern_effect_comes_back",
        ),
        migrations.RemoveConstraint(
            model_name="externalchallenge",
            name="external_answer_paired",
        ),
        migrations.RemoveConstraint(
            model_name="externalchallenge",
            name="external_closed_paired",
        ),
        migrations.RemoveConstraint(
            model_name="ladderstage",
            name="ladder_stage_kind_paired",
        ),
        migrations.RemoveConstraint(
            model_name="legaladvice",
            name="advice_received_paired",
        ),
        migrations.RemoveConstraint(
            model_name="systemicconcern",
            name="systemic_answer_paired",
        ),
        migrations.RemoveConstraint(
            model_name="systemicconcern",
            name="systemic_closed_paired",
        ),
        migrations.AddConstraint(
            model_name="cafcassreferral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("result", ""), ("result_on", None), ("state", "REFERRED")),
                    models.Q(
                        models.Q(("state", "REFERRED"), _negated=True),
                        ("result_on__gte", models.F("referred_on")),
                        ("result_on__isnull", False),
                        models.Q(("result", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="cafcass_result_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("formal_on", None), ("total_due_on", None)),
                    models.Q(
                        ("formal_on__isnull", False),
                        ("total_due_on__gt", models.F("formal_on")),
                        ("total_due_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="concern_formal_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="concern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("effect", "NOT_YET"),
                        ("effect_due_on__gt", models.F("closed_on")),
                        ("effect_due_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("effect", "NOT_YET"), _negated=True),
                        ("effect_asked_on", None),
                        ("effect_due_on", None),
                    ),
                    _connector="OR",
                ),
                name="concern_effect_comes_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="externalchallenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on", None)),
                    models.Q(
                        ("answered_on__gte", models.F("raised_on")),
                        ("answered_on__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="external_answer_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="externalchallenge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("outcome", "")),
                    models.Q(
                        ("closed_on__gte", models.F("raised_on")),
                        ("closed_on__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="external_closed_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderstage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "FORMAL"),
                        ("limit_wd__gte", 1),
                        ("limit_wd__isnull", False),
                        ("limit_wd__lte", 20),
                        ("position__gte", 1),
                        models.Q(("level", ""), _negated=True),
                    ),
                    models.Q(
                        ("kind", "INFORMAL"),
                        ("limit_wd__gte", 1),
                        ("limit_wd__isnull", False),
                        ("position", 0),
                        models.Q(("level", ""), _negated=True),
                    ),
                    models.Q(("kind", "CAFCASS"), ("level", ""), ("limit_wd", None), ("position__gte", 1)),
                    _connector="OR",
                ),
                name="ladder_stage_kind_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="legaladvice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("received_on", None), ("summary", "")),
                    models.Q(
                        ("received_on__gte", models.F("sought_on")),
                        ("received_on__isnull", False),
                        models.Q(("summary", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="advice_received_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="systemicconcern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on", None)),
                    models.Q(
                        ("answered_on__gte", models.F("raised_on")),
                        ("answered_on__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="systemic_answer_paired",
            ),
        ),
        migrations.AddConstraint(
            model_name="systemicconcern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("outcome", "")),
                    models.Q(
                        ("closed_on__gte", models.F("raised_on")),
                        ("closed_on__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="systemic_closed_paired",
            ),
        ),
    ]
