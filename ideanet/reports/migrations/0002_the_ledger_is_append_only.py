from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_credit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the credit ledger is append-only: write a counter-entry'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER credit_is_append_only BEFORE UPDATE OR DELETE ON reports_credit
    FOR EACH ROW EXECUTE FUNCTION reports_credit_is_append_only();
"""
BACKWARD = """
DROP TRIGGER credit_is_append_only ON reports_credit;
DROP FUNCTION reports_credit_is_append_only();
"""


class Migration(migrations.Migration):
    """The database itself refuses to change or delete an entry of the ledger."""

    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
