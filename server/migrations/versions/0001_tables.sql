-- The tables of revision 0001. Their wall, grants and laws: 0001_wall.sql. Their trail: 0001_audit.sql.

-- The bound tenant; null when none is bound, and then no row is seen. nullif: a setting that was local to an ended transaction reads as ''.
create function app.tenant() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

CREATE TABLE closes (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    fy_start BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    run BIGINT DEFAULT '0' NOT NULL,
    opens_on DATE NOT NULL,
    due_on DATE NOT NULL,
    rulebook_hash TEXT DEFAULT '' NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    summary JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, fy_start, quarter),
    CONSTRAINT close_state_known CHECK (state in ('open','running','ready','signed'))
);

CREATE TABLE entities (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id UUID,
    ownership NUMERIC(9, 6) DEFAULT '100' NOT NULL,
    currency TEXT DEFAULT 'INR' NOT NULL,
    aliases JSONB DEFAULT '[]'::jsonb NOT NULL,
    position BIGINT DEFAULT '0' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, parent_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, code)
);

CREATE TABLE event_counters (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    last_seq BIGINT DEFAULT '0' NOT NULL,
    PRIMARY KEY (tenant_id)
);

CREATE TABLE events (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    seq BIGINT NOT NULL,
    topic TEXT NOT NULL,
    payload JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, seq)
);

CREATE TABLE idempotency_keys (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    key TEXT NOT NULL,
    user_id UUID NOT NULL,
    request_hash TEXT NOT NULL,
    status BIGINT NOT NULL,
    response JSONB NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, key)
);

CREATE TABLE tenants (
    id UUID NOT NULL,
    company_name TEXT NOT NULL,
    cin TEXT DEFAULT '' NOT NULL,
    gstin TEXT DEFAULT '' NOT NULL,
    pan TEXT DEFAULT '' NOT NULL,
    registered_address TEXT DEFAULT '' NOT NULL,
    subscription_plan TEXT DEFAULT 'Basic' NOT NULL,
    division TEXT DEFAULT 'I' NOT NULL,
    is_sample BOOLEAN DEFAULT false NOT NULL,
    settings JSONB DEFAULT '{}'::jsonb NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT plan_known CHECK (subscription_plan in ('Basic','Premium','Enterprise'))
);

CREATE TABLE users (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, email)
);

CREATE TABLE agent_jobs (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    run BIGINT NOT NULL,
    agent TEXT NOT NULL,
    agent_version TEXT NOT NULL,
    stage TEXT NOT NULL,
    subject TEXT DEFAULT '' NOT NULL,
    status TEXT NOT NULL,
    input JSONB DEFAULT '{}'::jsonb NOT NULL,
    output JSONB DEFAULT '{}'::jsonb NOT NULL,
    confidence DOUBLE PRECISION,
    error TEXT DEFAULT '' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    UNIQUE (tenant_id, close_id, run, agent, stage, subject),
    CONSTRAINT agent_job_status_known CHECK (status in ('queued','running','done','failed'))
);

CREATE TABLE bank_accounts (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    ledger TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    ifsc TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, entity_id, ledger)
);

CREATE TABLE branches (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, entity_id, name)
);

CREATE TABLE close_packages (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    run BIGINT NOT NULL,
    object_name TEXT NOT NULL,
    digest TEXT NOT NULL,
    size BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    UNIQUE (tenant_id, close_id, run)
);

CREATE TABLE close_stages (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    run BIGINT NOT NULL,
    stage TEXT NOT NULL,
    position BIGINT NOT NULL,
    agent TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'waiting' NOT NULL,
    done BIGINT DEFAULT '0' NOT NULL,
    total BIGINT DEFAULT '0' NOT NULL,
    message TEXT DEFAULT '' NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    UNIQUE (tenant_id, close_id, run, stage)
);

CREATE TABLE close_tasks (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID,
    key TEXT NOT NULL,
    workstream TEXT NOT NULL,
    title TEXT NOT NULL,
    position BIGINT NOT NULL,
    due_on DATE NOT NULL,
    state TEXT DEFAULT 'not_started' NOT NULL,
    owner_id UUID,
    reviewer_id UUID,
    books_paise BIGINT,
    support_paise BIGINT,
    threshold_paise BIGINT DEFAULT '0' NOT NULL,
    blocked_because TEXT DEFAULT '' NOT NULL,
    prepared_by UUID,
    prepared_at TIMESTAMP WITH TIME ZONE,
    signed_by UUID,
    signed_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, owner_id) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, reviewer_id) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, prepared_by) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, signed_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, close_id, key),
    CONSTRAINT task_state_known CHECK (state in ('not_started','in_progress','in_review','signed_off','blocked')),
    CONSTRAINT preparer_is_not_signer CHECK (signed_by is null or prepared_by is null or signed_by <> prepared_by)
);

CREATE TABLE compliance_checks (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID,
    run BIGINT NOT NULL,
    validator TEXT NOT NULL,
    rulebook_hash TEXT NOT NULL,
    findings_count BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE NULLS NOT DISTINCT (tenant_id, close_id, run, validator, entity_id)
);

CREATE TABLE decisions (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    content JSONB DEFAULT '{}'::jsonb NOT NULL,
    by UUID NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, by) REFERENCES users (tenant_id, id)
);
CREATE INDEX ix_decisions_close ON decisions (tenant_id, close_id, at);

CREATE TABLE documents (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT DEFAULT '' NOT NULL,
    size BIGINT NOT NULL,
    state TEXT DEFAULT 'received' NOT NULL,
    kind TEXT DEFAULT 'other' NOT NULL,
    kind_confidence DOUBLE PRECISION DEFAULT '0' NOT NULL,
    kind_reasons JSONB DEFAULT '[]'::jsonb NOT NULL,
    kind_by TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    party TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    day DATE,
    amount_paise BIGINT,
    pages BIGINT DEFAULT '0' NOT NULL,
    source TEXT DEFAULT 'upload' NOT NULL,
    received_by TEXT NOT NULL,
    received_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, decided_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, close_id, sha256),
    CONSTRAINT document_state_known CHECK (state in ('received','quarantined','needs_password','read','needs_person','agreed','rejected','duplicate','failed'))
);
CREATE INDEX ix_documents_queue ON documents (tenant_id, close_id, state, received_at);

CREATE TABLE entity_gstins (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    gstin TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, gstin)
);

CREATE TABLE financial_statements (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID,
    kind TEXT NOT NULL,
    draft BIGINT NOT NULL,
    content JSONB NOT NULL,
    digest TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE NULLS NOT DISTINCT (tenant_id, close_id, entity_id, kind, draft)
);

CREATE TABLE invitations (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    email TEXT NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    roles JSONB NOT NULL,
    secret_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    accepted_at TIMESTAMP WITH TIME ZONE,
    invited_by UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, invited_by) REFERENCES users (tenant_id, id)
);

CREATE TABLE ledger_accounts (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    name TEXT NOT NULL,
    group_name TEXT DEFAULT '' NOT NULL,
    nature TEXT DEFAULT '' NOT NULL,
    schedule_key TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT '' NOT NULL,
    tds_key TEXT DEFAULT '' NOT NULL,
    gstin TEXT DEFAULT '' NOT NULL,
    pan TEXT DEFAULT '' NOT NULL,
    counterparty TEXT DEFAULT '' NOT NULL,
    mapping_reason TEXT DEFAULT '' NOT NULL,
    mapping_confidence DOUBLE PRECISION DEFAULT '0' NOT NULL,
    mapped_by UUID,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, mapped_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, entity_id, name)
);

CREATE TABLE periods (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    fy_start BIGINT NOT NULL,
    quarter BIGINT NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    locked_by UUID,
    locked_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, locked_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, entity_id, fy_start, quarter),
    CONSTRAINT period_state_known CHECK (state in ('open','soft_closed','locked'))
);

CREATE TABLE reconciliation_reports (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    as_of DATE NOT NULL,
    left_total_paise BIGINT NOT NULL,
    right_total_paise BIGINT NOT NULL,
    summary JSONB DEFAULT '{}'::jsonb NOT NULL,
    digest TEXT DEFAULT '' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, close_id, entity_id, kind, subject)
);

CREATE TABLE refresh_tokens (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    family_id UUID NOT NULL,
    secret_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE,
    revoked_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE sessions (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    secret_hash TEXT NOT NULL,
    csrf_hash TEXT NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    address TEXT DEFAULT '' NOT NULL,
    device TEXT DEFAULT '' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id)
);

CREATE TABLE user_roles (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    user_id UUID NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, user_id) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, user_id, role),
    CONSTRAINT role_known CHECK (role in ('admin','finance_manager','finance_exec','auditor','viewer'))
);

CREATE TABLE voucher_series (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    branch TEXT DEFAULT '' NOT NULL,
    kind TEXT NOT NULL,
    fy_start BIGINT NOT NULL,
    last_number BIGINT DEFAULT '0' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    UNIQUE (tenant_id, entity_id, branch, kind, fy_start)
);

CREATE TABLE document_fields (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    document_id UUID NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    name TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    raw TEXT DEFAULT '' NOT NULL,
    place JSONB,
    confidence DOUBLE PRECISION DEFAULT '0' NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    status TEXT NOT NULL,
    checks JSONB DEFAULT '[]'::jsonb NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY(tenant_id, decided_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, document_id, part, name)
);

CREATE TABLE extractions (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    document_id UUID NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    kind TEXT NOT NULL,
    reader TEXT NOT NULL,
    version TEXT NOT NULL,
    content JSONB NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE,
    UNIQUE (tenant_id, document_id, part)
);

CREATE TABLE findings (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    close_id UUID NOT NULL,
    entity_id UUID,
    check_id UUID,
    digest TEXT NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL,
    subject TEXT NOT NULL,
    sentence TEXT NOT NULL,
    amount_paise BIGINT NOT NULL,
    law TEXT DEFAULT '' NOT NULL,
    evidence JSONB DEFAULT '[]'::jsonb NOT NULL,
    agent TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'open' NOT NULL,
    last_run BIGINT NOT NULL,
    waive_reason TEXT DEFAULT '' NOT NULL,
    asked_by UUID,
    waived_by UUID,
    waived_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, close_id) REFERENCES closes (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, check_id) REFERENCES compliance_checks (tenant_id, id),
    FOREIGN KEY(tenant_id, asked_by) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, waived_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, close_id, digest),
    CONSTRAINT severity_known CHECK (severity in ('info','warning','error','blocking')),
    CONSTRAINT finding_state_known CHECK (state in ('open','waived','gone')),
    CONSTRAINT asker_is_not_waiver CHECK (waived_by is null or asked_by is null or waived_by <> asked_by)
);
CREATE INDEX ix_findings_open ON findings (tenant_id, close_id, state, severity);

CREATE TABLE journal_entries (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entity_id UUID NOT NULL,
    period_id UUID NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    day DATE NOT NULL,
    number TEXT,
    imported_number TEXT DEFAULT '' NOT NULL,
    type_name TEXT DEFAULT '' NOT NULL,
    branch TEXT DEFAULT '' NOT NULL,
    narration TEXT DEFAULT '' NOT NULL,
    party TEXT DEFAULT '' NOT NULL,
    party_gstin TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    reference_day DATE,
    amount_paise BIGINT NOT NULL,
    place JSONB,
    evidence JSONB DEFAULT '[]'::jsonb NOT NULL,
    draft_lines JSONB DEFAULT '[]'::jsonb NOT NULL,
    confidence DOUBLE PRECISION DEFAULT '1' NOT NULL,
    agent TEXT DEFAULT '' NOT NULL,
    made_by TEXT NOT NULL,
    maker_id UUID,
    checked_by UUID,
    checked_at TIMESTAMP WITH TIME ZONE,
    return_reason TEXT DEFAULT '' NOT NULL,
    reverses_id UUID,
    version BIGINT DEFAULT '1' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, period_id) REFERENCES periods (tenant_id, id),
    FOREIGN KEY(tenant_id, maker_id) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, checked_by) REFERENCES users (tenant_id, id),
    FOREIGN KEY(tenant_id, reverses_id) REFERENCES journal_entries (tenant_id, id),
    UNIQUE (tenant_id, entity_id, key),
    UNIQUE (tenant_id, entity_id, number),
    CONSTRAINT entry_state_known CHECK (state in ('draft','waiting','returned','posted','reversed','dropped')),
    CONSTRAINT posted_has_number CHECK ((state in ('posted','reversed')) = (number is not null)),
    CONSTRAINT maker_is_not_checker CHECK (checked_by is null or maker_id is null or checked_by <> maker_id)
);
CREATE INDEX ix_journal_entries_day ON journal_entries (tenant_id, entity_id, day, id);
CREATE INDEX ix_journal_entries_period_state ON journal_entries (tenant_id, period_id, state, day);

CREATE TABLE opening_balances (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    period_id UUID NOT NULL,
    ledger_id UUID NOT NULL,
    amount_paise BIGINT NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    place JSONB,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, period_id) REFERENCES periods (tenant_id, id),
    FOREIGN KEY(tenant_id, ledger_id) REFERENCES ledger_accounts (tenant_id, id),
    UNIQUE (tenant_id, period_id, ledger_id)
);

CREATE TABLE reconciliation_breaks (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    side TEXT NOT NULL,
    item TEXT NOT NULL,
    nearest TEXT DEFAULT '' NOT NULL,
    why_not TEXT NOT NULL,
    age_days BIGINT NOT NULL,
    open BOOLEAN DEFAULT true NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, report_id) REFERENCES reconciliation_reports (tenant_id, id) ON DELETE CASCADE,
    UNIQUE (tenant_id, report_id, side, item)
);

CREATE TABLE reconciliation_items (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    side TEXT NOT NULL,
    item TEXT NOT NULL,
    day DATE NOT NULL,
    amount_paise BIGINT NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    narration TEXT DEFAULT '' NOT NULL,
    party TEXT DEFAULT '' NOT NULL,
    place JSONB,
    taxes JSONB DEFAULT '{}'::jsonb NOT NULL,
    labels JSONB DEFAULT '{}'::jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, report_id) REFERENCES reconciliation_reports (tenant_id, id) ON DELETE CASCADE,
    UNIQUE (tenant_id, report_id, side, item)
);

CREATE TABLE reconciliation_matches (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    report_id UUID NOT NULL,
    match TEXT NOT NULL,
    stage TEXT NOT NULL,
    status TEXT NOT NULL,
    score DOUBLE PRECISION NOT NULL,
    margin DOUBLE PRECISION NOT NULL,
    difference_paise BIGINT NOT NULL,
    reasons JSONB NOT NULL,
    decided_by UUID,
    decided_at TIMESTAMP WITH TIME ZONE,
    version BIGINT DEFAULT '1' NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, report_id) REFERENCES reconciliation_reports (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY(tenant_id, decided_by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, report_id, match),
    CONSTRAINT match_status_known CHECK (status in ('auto','suggested','accepted','rejected'))
);
CREATE INDEX ix_reconciliation_matches_status ON reconciliation_matches (tenant_id, report_id, status, id);

CREATE TABLE sign_offs (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    package_id UUID NOT NULL,
    by UUID NOT NULL,
    role TEXT NOT NULL,
    digest TEXT NOT NULL,
    signature TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, package_id) REFERENCES close_packages (tenant_id, id),
    FOREIGN KEY(tenant_id, by) REFERENCES users (tenant_id, id),
    UNIQUE (tenant_id, package_id, by)
);

CREATE TABLE document_vouchers (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    document_id UUID NOT NULL,
    part TEXT DEFAULT '' NOT NULL,
    entry_id UUID NOT NULL,
    reasons JSONB DEFAULT '[]'::jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, document_id) REFERENCES documents (tenant_id, id) ON DELETE CASCADE,
    FOREIGN KEY(tenant_id, entry_id) REFERENCES journal_entries (tenant_id, id),
    UNIQUE (tenant_id, document_id, part)
);

CREATE TABLE journal_lines (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    entry_id UUID NOT NULL,
    position BIGINT NOT NULL,
    entity_id UUID NOT NULL,
    day DATE NOT NULL,
    ledger_id UUID NOT NULL,
    amount_paise BIGINT NOT NULL,
    bill TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    place JSONB,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, entry_id) REFERENCES journal_entries (tenant_id, id),
    FOREIGN KEY(tenant_id, entity_id) REFERENCES entities (tenant_id, id),
    FOREIGN KEY(tenant_id, ledger_id) REFERENCES ledger_accounts (tenant_id, id),
    UNIQUE (tenant_id, entry_id, position)
);
CREATE INDEX ix_journal_lines_balance ON journal_lines (tenant_id, entity_id, day) INCLUDE (ledger_id, amount_paise);
CREATE INDEX ix_journal_lines_ledger ON journal_lines (tenant_id, ledger_id, day);

CREATE TABLE reconciliation_match_lines (
    tenant_id UUID DEFAULT app.tenant() NOT NULL,
    id UUID NOT NULL,
    match_id UUID NOT NULL,
    side TEXT NOT NULL,
    item TEXT NOT NULL,
    allocated_paise BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY(tenant_id, match_id) REFERENCES reconciliation_matches (tenant_id, id) ON DELETE CASCADE,
    UNIQUE (tenant_id, match_id, side, item)
);

