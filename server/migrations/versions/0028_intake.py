"""Papers cut out of a PDF of several, uploads that are taken up again, links to papers."""

from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    _run("""
        alter table documents add column part_of text default '' not null, add column first_page bigint, add column last_page bigint;
        alter table documents add constraint document_pages_in_order check ((part_of = '') = (first_page is null) and (first_page is null or first_page between 1 and last_page));
        create index ix_documents_part_of on documents (tenant_id, close_id, part_of) where part_of <> '';

        -- Where a copy of a bill may be, in any quarter.
        create index ix_documents_number on documents (tenant_id, number) where number <> '';
        create index ix_documents_amount on documents (tenant_id, amount_paise) where amount_paise is not null;
    """)


def downgrade() -> None:
    _run("""
        drop index ix_documents_number;
        drop index ix_documents_amount;
        drop index ix_documents_part_of;
        alter table documents drop constraint document_pages_in_order;
        alter table documents drop column part_of, drop column first_page, drop column last_page;
    """)


def _run(script: str) -> None:
    """Run a script of many statements as the owner, inside the migration's transaction."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    driver.execute("set local role qrt_owner")
    driver.execute(script)
