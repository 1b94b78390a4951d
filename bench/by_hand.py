"""The same counts as the measures, written by hand: what they are compared with, and a second opinion on the
figures."""

CYCLES = "authority_id = %(authority)s and counts"
UNSURE = "'not_known', 'unconfirmed', 'adjourned'"
ON_BREAK = """select child_id from children_legalstatus where code in ('V3', 'V4') and started_on <= %(end)s
    and (ended_on is null or ended_on > %(end)s)"""
IN_CARE = f"""select p.child_id from children_periodofcare p join children_child c on c.id = p.child_id
    where c.authority_id = %(authority)s and p.started_on <= {{since}} and (p.ended_on is null or
    p.ended_on > %(end)s)
    and p.child_id not in ({ON_BREAK})"""
LONG = IN_CARE.format(since="%(start)s")
HELD = f"""select review_id, held_on, due_on from reviews_reviewcycle
    where {CYCLES} and held_on between %(start)s and %(end)s"""
CODES = """select participation_code from reviews_review r join children_child c on c.id = r.child_id
    where c.authority_id = %(authority)s and status = 'COMPLETED' and held_on between %(start)s and %(end)s
    and not of_short_breaks"""
PERIODS = """select count(*), null::int from children_periodofcare p join children_child c on c.id =
   p.child_id
    where c.authority_id = %(authority)s and p.{day} between %(start)s and %(end)s
    and (not exists (select from children_legalstatus l where l.period_id = p.id and l.code in ('V3', 'V4'))
     or exists (select from children_legalstatus l where l.period_id = p.id and l.code not in ('V3',
        'V4')))"""
TASKED = """select count(*) filter (where state <> 'WAITING' and {met}), count(*) filter (where state <>
   'WAITING')
    from reviews_decisionanswer a join reviews_decision d on d.id = a.decision_id join children_child c on
    c.id = d.child_id join reviews_review r on r.id = a.review_id
    where c.authority_id = %(authority)s and not r.of_short_breaks
    and (sent_at at time zone 'Europe/London')::date between %(start)s and %(end)s"""

STATEMENTS: dict[str, str] = {
    "timeliness_child_year": f"""with turns as (select child_id, bool_or(failed) as failed from (
            select child_id, due_on <= %(end)s and coalesce(held_on > due_on, true)
                and coalesce(coalesce(held_on, closed_on - 1) >= %(start)s, true) as failed,
                due_on between %(start)s and %(end)s
                or coalesce(held_on between %(start)s and %(end)s, false) as in_year
            from reviews_reviewcycle where {CYCLES} and due_on is not null and opened_on <= %(end)s
                and (closed_on is null or closed_on >= %(start)s - 366)
                and state not in ('void', 'open', {UNSURE})) t
            where failed or in_year group by child_id)
        select count(*) filter (where not failed), count(*) from turns
        where child_id in ({IN_CARE.format(since="%(since)s")})""",
    "timeliness_reviews_held": f"select count(*) filter (where held_on <= due_on), count(due_on) from "
    f"({HELD}) h",
    "timeliness_reviews_due": f"""select count(*) filter (where held_on <= due_on), count(*)
        from reviews_reviewcycle where {CYCLES} and due_on between %(start)s and %(end)s
        and state not in ('void', 'open', {UNSURE})""",
    "timeliness_snapshot": f"""select count(*) filter (where due_on >= %(end)s or state = 'adjourned'),
            count(*)
        from reviews_reviewcycle where {CYCLES} and opened_on <= %(end)s
        and (closed_on is null or closed_on > %(end)s) and due_on is not null
        and not (at_latest and due_on >= %(end)s) and not (state = 'unconfirmed' and due_on < %(end)s)
        and child_id in ({IN_CARE.format(since="%(end)s")})""",
    "looked_after_at_end": f"select count(*), null::int from ({IN_CARE.format(since='%(end)s')}) c",
    "starters": PERIODS.format(day="started_on"),
    "leavers": PERIODS.format(day="ended_on"),
    "participation_official": f"""select count(*) filter (where participation_code in
       ('PN1','PN2','PN3','PN5','PN6')),
        count(*) filter (where participation_code <> '') from ({CODES}) r where participation_code <>
           'PN0'""",
    "participation_with_pn4": f"""select count(*) filter (where participation_code in
       ('PN1','PN2','PN3','PN4','PN5','PN6')),
        count(*) filter (where participation_code <> '') from ({CODES}) r where participation_code <>
           'PN0'""",
    "participation_codes": f"select count(*) filter (where participation_code <> ''), null::int from "
    f"({CODES}) r",
    "same_iro": f"""select count(*) filter (where n.worker_id = t.worker_id), count(*) from ({LONG}) c
        join children_iroallocation n on n.child_id = c.child_id and n.started_on <= %(end)s
            and (n.ended_on is null or n.ended_on > %(end)s)
        join children_iroallocation t on t.child_id = c.child_id and t.started_on <= %(start)s
            and (t.ended_on is null or t.ended_on > %(start)s)""",
    "questionnaire_done": f"""select count(sdq_score), count(*) from ({LONG}) l
        join children_child c on c.id = l.child_id
        join children_healthyear h on h.child_id = l.child_id and h.year = extract(year from %(end)s::date)
        where (sdq_score is not null or sdq_reason > '') and born_on <= %(start)s::date - interval '4 years'
        and born_on > %(end)s::date - interval '17 years'""",
    "decisions_answered": TASKED.format(met="state in ('AGREED', 'QUERIED', 'OBJECTED')"),
    "decisions_lapsed": TASKED.format(met="state = 'LAPSED'"),
}
