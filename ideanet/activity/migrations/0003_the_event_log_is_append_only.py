from django.db import migrations, models

FORWARD = """
-- Nobody writes between the notes of what is there and the trigger that notes what comes.
LOCK TABLE activity_event IN SHARE ROW EXCLUSIVE MODE;
INSERT INTO activity_eventseal (event_key, written_in, previous, digest)
    SELECT id, 0, '', '' FROM activity_event;

CREATE FUNCTION activity_note_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activity_eventseal (event_key, written_in, previous, digest)
        SELECT id, pg_current_xact_id()::text::bigint, '', '' FROM fresh;
    RETURN NULL;
END
$$;
CREATE TRIGGER event_is_noted AFTER INSERT ON activity_event REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION activity_note_events();

CREATE FUNCTION activity_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_ours boolean;
BEGIN
    SELECT number IS NULL AND written_in = pg_current_xact_id()::text::bigint INTO is_ours
        FROM activity_eventseal WHERE event_key = OLD.id;
    IF is_ours AND TG_OP = 'DELETE' THEN
        DELETE FROM activity_eventseal WHERE event_key = OLD.id;
        RETURN OLD;
    ELSIF is_ours AND NEW.id = OLD.id THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the event log is append-only: record another event'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER event_is_not_removed BEFORE DELETE ON activity_event
    FOR EACH ROW EXECUTE FUNCTION activity_event_is_append_only();
CREATE TRIGGER event_is_not_altered BEFORE UPDATE ON activity_event
    FOR EACH ROW WHEN (
        (OLD.id, OLD.at, OLD.kind, OLD.actor_id, OLD.topic_type, OLD.topic_id,
         OLD.subject_type, OLD.subject_id, OLD.reach, OLD.data)
        IS DISTINCT FROM
        (NEW.id, NEW.at, NEW.kind, NEW.actor_id, NEW.topic_type, NEW.topic_id,
         NEW.subject_type, NEW.subject_id, NEW.reach, NEW.data)
    ) EXECUTE FUNCTION activity_event_is_append_only();

CREATE FUNCTION activity_seal_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.number IS NULL AND TG_OP = 'UPDATE'
        AND NEW.event_key = OLD.event_key AND NEW.written_in = OLD.written_in THEN
        RETURN NEW;
    ELSIF OLD.number IS NULL AND TG_OP = 'DELETE'
        AND OLD.written_in = pg_current_xact_id()::text::bigint THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the chain of the event log is append-only'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER seal_is_final BEFORE UPDATE OR DELETE ON activity_eventseal
    FOR EACH ROW EXECUTE FUNCTION activity_seal_is_final();
"""
BACKWARD = """
DROP TRIGGER seal_is_final ON activity_eventseal;
DROP FUNCTION activity_seal_is_final();
DROP TRIGGER event_is_not_altered ON activity_event;
DROP TRIGGER event_is_not_removed ON activity_event;
DROP FUNCTION activity_event_is_append_only();
DROP TRIGGER event_is_noted ON activity_event;
DROP FUNCTION activity_note_events();
"""


class Migration(migrations.Migration):
    """The database itself notes each event for sealing, and refuses to alter or remove one that is committed.

    What the transaction that wrote an event does to it before it commits nobody has read: that is let through.
    """

    dependencies = [
        ("activity", "0002_wishes_digests_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventSeal",
            fields=[
                ("event_key", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "written_in",
                    models.BigIntegerField(
                        help_text="The database's number of the transaction that wrote it."
                    ),
                ),
                ("number", models.BigIntegerField(null=True, unique=True)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("number__isnull", True)),
                        fields=["event_key"],
                        name="seal_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("number__isnull", True), ("previous", "")),
                            models.Q(("number__gte", 1), models.Q(("digest", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_seal_has_number_and_digest",
                    )
                ],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
