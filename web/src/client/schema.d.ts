// Made from server/openapi.json by `npm run client`. Never edited by hand.

export interface paths {
    "/api/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Asked
         * @description Every kind whose fields are read from pages, and from which confidence one is accepted without a person.
         */
        get: operations["acceptance_list_asked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/acceptance/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Ask
         * @description Ask for more of a kind, or for what its readers ask again. Papers of the kind that nobody agreed with yet are read again by it.
         */
        put: operations["acceptance_ask"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ageing/{schedule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ageing
         * @description The ageing schedule of each entity: columns, rows of Schedule III, parties, and what stands between it and the balance sheet.
         */
        get: operations["parties_ageing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Agents
         * @description Every agent with its counts.
         */
        get: operations["agents_list_agents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description Jobs, newest first.
         */
        get: operations["agents_list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approval-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Ladder
         * @description Which entries need whose approval.
         */
        get: operations["ladder_read_ladder"];
        put?: never;
        /**
         * Ask Ladder
         * @description Ask for another ladder. It counts when another person puts it in force.
         */
        post: operations["ladder_ask_ladder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approval-rules/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Ladder
         * @description Say no to the asked ladder, or take your own request back.
         */
        post: operations["ladder_decline_ladder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approval-rules/{id}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant Ladder
         * @description Put the asked ladder in force. Whoever asked for it cannot.
         */
        post: operations["ladder_grant_ladder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Assets
         * @description The register of a quarter.
         */
        get: operations["assets_list_assets"];
        put?: never;
        /**
         * Enter
         * @description Enter an asset that the register does not have.
         */
        post: operations["assets_enter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Asset
         * @description One asset with its schedule, vouchers, components and findings.
         */
        get: operations["assets_read_asset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change
         * @description Change class, life, rate, method, day of use, residual value, block, shifts; or settle an asset whose life is over.
         */
        post: operations["assets_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/{id}/disposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Dispose
         * @description Say that an asset left, when and for what.
         */
        post: operations["assets_dispose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Blocks
         * @description Blocks of assets for income tax.
         */
        get: operations["assets_blocks"];
        put?: never;
        /**
         * Open Block
         * @description Say what a block stood at when the tax year began.
         */
        post: operations["assets_open_block"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/cwip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Cwip
         * @description Capital work in progress by age, and what is late.
         */
        get: operations["assets_cwip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Csv
         * @description The register as a table, rupees with two decimals.
         */
        get: operations["assets_export_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Xlsx
         * @description Register, reconciliation, blocks and work in progress as a workbook.
         */
        get: operations["assets_export_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/assets/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reconciliation
         * @description Register against ledgers, each difference with its causes.
         */
        get: operations["assets_reconciliation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit
         * @description The trail, newest first.
         */
        get: operations["audit_list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export
         * @description The whole trail with its seals and public keys, for checking elsewhere.
         */
        get: operations["audit_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/records/{table}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Record
         * @description Every version of one record, oldest first.
         */
        get: operations["audit_read_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify
         * @description Hash every row of the trail again and follow the seals.
         */
        post: operations["audit_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Give the password again, for an act that asks for a sign-in of the last five minutes. Tries count like tries to sign in.
         */
        post: operations["auth_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description The next pair. A refresh token that was used before ends its whole family: one of its two users is a thief.
         */
        post: operations["auth_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign In
         * @description Open a browser session. The answer to a wrong password and to an unknown e-mail is the same, and takes the same work.
         */
        post: operations["auth_sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out
         * @description Close this session.
         */
        post: operations["auth_sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Token
         * @description Tokens for a program: a short access token and a refresh token that changes with every use.
         */
        post: operations["auth_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Chart
         * @description Ledgers with their line, reason, balance and three offers. View `unmapped` is the one list of what blocks the statements, the largest balance first.
         */
        get: operations["chart_list_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Ledger
         * @description One ledger with its offers and its history.
         */
        get: operations["chart_read_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept
         * @description Put a ledger into a line: remembered for this company, in figures from the next run on.
         */
        post: operations["chart_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forget
         * @description Take a decision back; the next run puts the ledger where the rules do.
         */
        post: operations["chart_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merge
         * @description Make this ledger part of another one from the quarter on. Posted lines stay as they were written; balances stand together. Gives the other ledger.
         */
        post: operations["chart_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Preview Merge
         * @description What making this ledger part of another one would do: figures, vouchers, lines of the statements before and after. It changes nothing.
         */
        get: operations["chart_preview_merge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/{id}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename
         * @description Call a ledger otherwise from the quarter on; papers may go on writing the old name. Gives the ledger under its new name.
         */
        post: operations["chart_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Many
         * @description Accept the first offer of every ledger that nobody decided and whose offer is sure enough, if they are still as many as the person saw.
         */
        post: operations["chart_accept_many"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/accept/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Acceptable
         * @description How many ledgers `accept` would decide with this filter: what the page shows before it asks.
         */
        get: operations["chart_count_acceptable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Chart
         * @description The whole chart and the opening balances by source as a workbook.
         */
        get: operations["chart_export_chart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/merges/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unmerge
         * @description Take a merge or renaming back, while no close that it touches is signed. Gives the ledger that stands for itself again.
         */
        post: operations["chart_unmerge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/chart/model": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Model
         * @description The neutral Indian chart and the lines of Schedule III in the company's division: what a mapping may choose from.
         */
        get: operations["chart_read_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Closes
         * @description All closes, newest quarter first.
         */
        get: operations["close_list_closes"];
        put?: never;
        /**
         * Open Close
         * @description Open the close of a quarter with its checklist. Opening it again changes nothing.
         */
        post: operations["close_open_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Close Board
         * @description The board of a quarter's close, for the whole group or one entity.
         */
        get: operations["close_close_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/package": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Package
         * @description The newest close package, as a zip file.
         */
        get: operations["close_package"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Close Periods
         * @description Every entity's period of a quarter.
         */
        get: operations["periods_close_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Progress
         * @description Stages of the newest run.
         */
        get: operations["close_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start Run
         * @description Start a run over all papers of the close. It works in the background; progress comes as events.
         */
        post: operations["close_start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Off
         * @description Sign the package with this digest, and no other.
         */
        post: operations["close_sign_off"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Run
         * @description Stop the run after the step it is in.
         */
        post: operations["close_stop_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/tasks/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block Task
         * @description Say what the task waits for.
         */
        post: operations["close_block_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/tasks/{id}/prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare Task
         * @description Hand the task to its reviewer.
         */
        post: operations["close_prepare_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/closes/{quarter}/tasks/{id}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Task
         * @description Put your name under the task. Refused while the difference is above its threshold, or when you prepared it.
         */
        post: operations["close_sign_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Up
         * @description A new company with its first entity and its first person, signed in.
         */
        post: operations["companies_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/cost-centres": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Cost Centres
         * @description Cost centres of an entity: those kept here and those its books bear.
         */
        get: operations["series_list_cost_centres"];
        /**
         * Save Cost Centre
         * @description Add a cost centre, or close and open one. Vouchers that bear it stay as they are.
         */
        put: operations["series_save_cost_centre"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Currencies
         * @description Foreign money with closing rates, and what is still to be booked.
         */
        get: operations["parties_currencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currencies/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Foreign Opening
         * @description Say how much foreign money a ledger opened with.
         */
        post: operations["parties_set_foreign_opening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/currencies/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Rate
         * @description Name an exchange rate and its source.
         */
        post: operations["parties_set_rate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description The queue of a quarter's papers.
         */
        get: operations["documents_list_documents"];
        put?: never;
        /**
         * Upload
         * @description Take papers in: each up to 50 MB. The same bytes twice are one paper. They are read as soon as a worker is free.
         */
        post: operations["documents_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Document
         * @description One paper: fields, checks, the entry it leads to.
         */
        get: operations["documents_read_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm
         * @description Agree with the reading of the whole paper.
         */
        post: operations["documents_confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/entity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Entity
         * @description Say whose paper it is.
         */
        post: operations["documents_set_entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/fields/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Correct Field
         * @description Write a field's value. The checks run again at once.
         */
        put: operations["documents_correct_field"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/kind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Kind
         * @description Say what the paper is. It is read again as that as soon as a worker is free; values that a person wrote stay.
         */
        post: operations["documents_set_kind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/original": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Original
         * @description Leads to the paper as it was handed in, by a link that is this person's alone and good for a minute. A quarantined paper is not given out.
         */
        get: operations["documents_read_original"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/pages/{number}.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Page
         * @description A picture of one page, pages counted from 1. Papers without pages (spreadsheets, XML) have none.
         */
        get: operations["documents_read_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Parts
         * @description Say where the papers in a PDF begin. Each is read by itself as soon as a worker is free; what was cut otherwise before is rejected.
         */
        post: operations["documents_set_parts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give Password
         * @description Open a paper that is locked. It is read as soon as a worker is free, and the password is tried on the quarter's other locked papers.
         */
        post: operations["documents_give_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject
         * @description Take the paper out of the close, and say why.
         */
        post: operations["documents_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rows
         * @description Rows of a register, bank statement or return.
         */
        get: operations["documents_read_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Be On Paper
         * @description Say that the paper is open here, and learn who else has it open, who holds it first. A page says so every fifteen seconds.
         */
        post: operations["documents_be_on_paper"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/documents/{id}/words/{page}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Words
         * @description Words of a page with their boxes, for filling a field by clicking: of its text layer, or as they were recognised.
         */
        get: operations["documents_read_words"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/day-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Day Book
         * @description Posted vouchers day by day.
         */
        get: operations["enquiries_day_book"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/day-book/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Day Book
         * @description The day book as a file, every leg a row.
         */
        get: operations["exports_export_day_book"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/dimensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dimensions
         * @description Branches and cost centres that anything was posted to.
         */
        get: operations["enquiries_dimensions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/ledgers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ledger
         * @description One ledger between any two days with its running balance.
         */
        get: operations["enquiries_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/ledgers/{id}/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Ledger
         * @description A ledger over the whole span as a file, with opening and closing.
         */
        get: operations["exports_export_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/parties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Party
         * @description The statement of the party whose ledger this is: its lines with the running balance, and its bills.
         */
        get: operations["enquiries_party"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/parties/{id}/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Party
         * @description A party's statement as a file: its ledger, then its bills.
         */
        get: operations["exports_export_party"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search Vouchers
         * @description Vouchers by words, parties, numbers and amounts ("118000", "1,18,000.00", "1l..2l"), newest first.
         */
        get: operations["enquiries_search_vouchers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/trial-balance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Balance
         * @description The trial balance between any two days, of an entity or all, of a branch, of a cost centre; beside it the closing of another span.
         */
        get: operations["enquiries_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/enquiries/trial-balance/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Balance
         * @description The trial balance as a file, with its total.
         */
        get: operations["exports_export_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Entities
         * @description The legal companies of the group, parent first.
         */
        get: operations["companies_list_entities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Events
         * @description Facts after a number, oldest first, at most 500.
         */
        get: operations["events_list_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Findings
         * @description Findings of a quarter, worst first.
         */
        get: operations["findings_list_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/ask-waiver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Waiver
         * @description Ask that the finding be let stand, and say why.
         */
        post: operations["findings_ask_waiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/findings/{id}/waive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Waive
         * @description Let the finding stand. Whoever asked cannot.
         */
        post: operations["findings_waive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description The process is alive.
         */
        get: operations["ops_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Invitations
         * @description Invitations, newest first.
         */
        get: operations["people_list_invitations"];
        put?: never;
        /**
         * Invite
         * @description Invite a person for seven days.
         */
        post: operations["people_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept
         * @description Take an invitation: the account is made, the token is spent, the person is signed in.
         */
        post: operations["people_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Journals
         * @description Vouchers and drafts of a quarter: by day, newest first, or by risk, highest first. A cursor belongs to its order.
         */
        get: operations["journals_list_journals"];
        put?: never;
        /**
         * Write
         * @description Write a voucher by hand; another person must approve it.
         */
        post: operations["journals_write"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Journal
         * @description One voucher with its lines, evidence, checks, effect, what it needs and what happened to it.
         */
        get: operations["journals_read_journal"];
        /**
         * Rewrite
         * @description Write an unposted voucher anew. It waits for a checker again, and whoever rewrote it is its maker; what was proposed first is kept beside it.
         */
        put: operations["journals_rewrite"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve
         * @description Approve the voucher. It posts when as many people as its ladder asks for have approved; whoever made it cannot.
         *
         *     409 with code voucher.stale, voucher.already_approved or voucher.not_waiting carries `details[0].current` (the entry now) and `details[0].opened`
         *     (its head and lines in the version you sent, or null).
         */
        post: operations["journals_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Comment
         * @description Ask or answer. The entry stays in the queue; an open comment keeps it out of bulk approval.
         */
        post: operations["journals_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/comments/{comment}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resolve
         * @description Mark a comment as answered.
         */
        post: operations["journals_resolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Drop
         * @description Take back a draft of your own.
         */
        post: operations["journals_drop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attach
         * @description Put a paper behind an unposted voucher. Its maker stays its maker.
         */
        post: operations["journals_attach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send Back
         * @description Send the voucher back to its maker, and say why.
         */
        post: operations["journals_send_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reverse
         * @description Draft the voucher that undoes a posted one; another person must approve it. A reversal that went back can be asked for again.
         */
        post: operations["journals_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/{id}/suggestion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use Suggestion
         * @description Make the change that a person made in another draft of the same party. Whoever uses it is the entry's maker.
         */
        post: operations["journals_use_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Accounts
         * @description Ledger accounts of an entity for whoever writes a line; `day` decides which of them another one has taken the place of.
         */
        get: operations["journals_list_accounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/bulk-approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Bulk
         * @description The newest ten bulk approvals of a quarter, without their entries.
         */
        get: operations["journals_list_bulk"];
        put?: never;
        /**
         * Bulk Approve
         * @description Approve the routine drafts of the filter, if they are still as many as you saw. It works in the background; progress comes as events `bulk.changed`.
         *
         *     One that fails leaves the others approved. To take it back, draft the reversals of what it posted.
         */
        post: operations["journals_bulk_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/bulk-approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Bulk
         * @description How far a bulk approval is, and what became of each entry.
         */
        get: operations["journals_read_bulk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/bulk-approvals/{id}/reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Bulk
         * @description Draft the reversals of what a bulk approval posted, at most 200 a call; another person must approve them. While `remaining` is above 0, call again.
         */
        post: operations["journals_undo_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/bulk-approvals/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Bulk
         * @description Stop a bulk approval after the entries it is at. What is posted stays posted.
         */
        post: operations["journals_stop_bulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/bulk-reverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bulk Reverse
         * @description Draft the reversals of several vouchers; another person must approve them.
         */
        post: operations["journals_bulk_reverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/copy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Copy
         * @description Copy chosen vouchers of last quarter as drafts of this one. Each is copied once a quarter.
         */
        post: operations["journals_copy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/copyable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Copyable
         * @description Posted vouchers of the quarter before `quarter`, with the day that a copy would have.
         */
        get: operations["journals_list_copyable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/routine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Routine
         * @description What you may approve together: under the limit, no flags, one approver needed, not made by you. `count` is what the approval must expect.
         */
        get: operations["journals_list_routine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft Sheet
         * @description Make drafts of the sheet's vouchers: `all` of them, refused when one has errors, or the `sound` ones alone. The same file makes nothing twice.
         */
        post: operations["journals_draft_sheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/journals/sheet/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Sheet
         * @description Read a CSV or XLSX sheet of journals and say row by row what is wrong. Nothing is drafted.
         *
         *     Columns by their headings: Date, Ledger, Debit, Credit; Voucher (rows of one group), Narration, Cost centre, Bill, Type where they are there.
         */
        post: operations["journals_preview_sheet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/layouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Layouts
         * @description Every layout that the papers of a quarter were read by.
         */
        get: operations["layouts_list_layouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/layouts/{layout}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set Columns
         * @description Say what the columns of a layout are: for all papers of the quarter that have it, and for the company's later ones.
         */
        put: operations["layouts_set_columns"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ledgers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ledger
         * @description One ledger over a quarter, voucher by voucher, with its running balance.
         */
        get: operations["statements_ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description Who is signed in.
         */
        get: operations["auth_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics
         * @description Prometheus text. No label names a company.
         */
        get: operations["ops_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Calls
         * @description Every call, newest first.
         */
        get: operations["models_list_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/models/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Policy
         * @description What the company allows of models. While nobody decided, nothing is.
         */
        get: operations["models_read_policy"];
        /**
         * Decide Policy
         * @description Allow a model, or no longer. Nothing leaves the house before this is said, nor after the month's money is spent.
         */
        put: operations["models_decide_policy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/msme": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Msme
         * @description Bills of micro and small enterprises beyond their day, and the half-yearly form.
         */
        get: operations["parties_msme"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Openings
         * @description Opening balances by source, the used one first: a signed prior close, the opening trial balance, a prior close, an opening column, ledger masters.
         */
        get: operations["chart_list_openings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-passwords": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Passwords
         * @description For what passwords are kept. The passwords themselves never leave.
         */
        get: operations["documents_list_passwords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/paper-passwords/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Forget Password
         * @description Forget a password. Papers that it opened stay open.
         */
        delete: operations["documents_forget_password"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/papers/{id}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take Paper
         * @description A paper by its link: what it was signed for, while the session that asked for it lives. Each use is a row of the trail.
         */
        get: operations["documents_take_paper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Parties
         * @description Customers and vendors with balance and what is overdue.
         */
        get: operations["parties_list_parties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Party
         * @description One party: what its balance is made of, and what settled its bills.
         */
        get: operations["parties_read_party"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/allocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Allocate
         * @description Say which bills a voucher settles.
         */
        post: operations["parties_allocate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/bill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Bill
         * @description Call a bill disputed or doubtful, or take that back.
         */
        post: operations["parties_set_bill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/opening-bills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Opening Bills
         * @description Ask that these be the bills that were open on the day before the quarter. They count when another person grants it.
         */
        post: operations["parties_ask_opening_bills"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/opening-bills/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Opening Bills
         * @description Say no to the asked opening bills, or take your own back.
         */
        post: operations["parties_decline_opening_bills"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/opening-bills/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant Opening Bills
         * @description Let the asked opening bills count, from the next run on. Whoever asked for them cannot.
         */
        post: operations["parties_grant_opening_bills"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/{id}/set": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set Party
         * @description Say who a party is.
         */
        post: operations["parties_set_party"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/export.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Csv
         * @description A table of the newest package: open bills, ageing, late payments, revaluation.
         */
        get: operations["parties_export_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/parties/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Xlsx
         * @description The same as a workbook; amounts in rupees.
         */
        get: operations["parties_export_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Periods
         * @description Quarters with a close, newest first, and the newest finished quarter when it has none yet.
         */
        get: operations["companies_list_periods"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/ask-reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Reopening
         * @description Ask that a locked quarter be reopened, and say why. Another controller grants it.
         */
        post: operations["periods_ask_reopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/decline-reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Reopening
         * @description Say no to a request, or take your own back.
         */
        post: operations["periods_decline_reopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/grant-reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant Reopening
         * @description Reopen a locked quarter that another controller asked for. A signed close is open again with it, and waits for a new run.
         */
        post: operations["periods_grant_reopening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lock
         * @description Lock an entity's quarter. The quarter's name must be typed, so that nobody locks by accident.
         */
        post: operations["periods_lock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen Soft
         * @description Open a soft-closed quarter to everybody again, and say why.
         */
        post: operations["periods_reopen_soft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/periods/{entity}/{quarter}/soft-close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Soft Close
         * @description Keep the quarter to the controllers.
         */
        post: operations["periods_soft_close"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Whether requests can be served: 200 with the database, 503 without it. Without the cache sign-in is closed, the rest works;
         *     while a search cluster is away papers are searched in the database.
         */
        get: operations["ops_ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Recon
         * @description Reconciliations of a quarter.
         */
        get: operations["recon_list_recon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-automatic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count Undoable
         * @description How many automatic matches of a quarter nobody decided since, and what they come to: what taking them back must expect.
         */
        get: operations["recon_count_undoable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-automatic/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo
         * @description Let the automatic matches of a filter wait for a person again. It works in the background; progress comes as events `recon_job.changed`.
         */
        post: operations["recon_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description The newest jobs over the reconciliations of a quarter.
         */
        get: operations["recon_list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Job
         * @description One job with its result.
         */
        get: operations["recon_read_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-jobs/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Export
         * @description The file of a list that was written in the background; it is kept for a day.
         */
        get: operations["recon_download_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon-jobs/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Job
         * @description Stop after the part that is at work; what is done stays.
         */
        post: operations["recon_stop_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Recon
         * @description One reconciliation with its statement.
         */
        get: operations["recon_read_recon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/accept-filter": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Filter
         * @description Accept every suggested match of a filter, if they are still what you saw. It works in the background; progress comes as events `recon.act`.
         */
        post: operations["recon_accept_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Acts
         * @description What people did here, newest first, without the matches of each.
         */
        get: operations["recon_list_acts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/acts/{act}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Act
         * @description One act and what became of each match; the first 500, those that failed before the others.
         */
        get: operations["recon_read_act"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/acts/{act}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Act
         * @description Stop after the matches that are at work. What is done stays.
         */
        post: operations["recon_stop_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/acts/{act}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo Act
         * @description Take an act back, or some matches of it: each is as it was before; what was decided on since then stays and says so. The answer is the taking back itself.
         *     Of more than 500 matches it works in the background; progress comes as events `recon.act`.
         */
        post: operations["recon_undo_act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/automatic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Automatic
         * @description Everything that the run accepted without a person in one reconciliation, the sample for a look first.
         */
        get: operations["recon_list_automatic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/automatic/{match}/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look
         * @description Say that an automatic match is right or wrong. It stays in the history; what was said last counts.
         */
        post: operations["recon_look"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Comments
         * @description What people said about a line, oldest first.
         */
        get: operations["recon_list_comments"];
        put?: never;
        /**
         * Comment
         * @description Say something about a line. It stays in its list, and the comment follows it from run to run.
         */
        post: operations["recon_comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide
         * @description Accept or reject several matches as one act. One that cannot be leaves the others done, and says why.
         */
        post: operations["recon_decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/entry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Propose Entry
         * @description The entry that an open line calls for, and of a bank's the transfers between own accounts that it may be half of.
         */
        get: operations["recon_propose_entry"];
        put?: never;
        /**
         * Book Line
         * @description Draft the entry for an open line, its paper behind it; another person must approve. The line stays open until the entry is in the books.
         */
        post: operations["recon_book_line"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/line": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * About Line
         * @description Why a line stands as it does, what else it could be, and how lines of its party went: from what is kept, without a model.
         */
        get: operations["recon_about_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Match By Hand
         * @description Put open items of both sides together, or items of one match otherwise; one may be used in part, and a difference may be named.
         */
        post: operations["recon_match_by_hand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/matches/{match}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept
         * @description Agree with a match.
         */
        post: operations["recon_accept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/matches/{match}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject
         * @description Undo a match; its items are open again.
         */
        post: operations["recon_reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rows
         * @description Pairs to decide, accepted pairs, or what stands on one side only. `last` begins at the end of the list and goes upwards; such pages say no totals.
         */
        get: operations["recon_list_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rows/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Export
         * @description Have a list of any length written as a file in the background; progress comes as events `recon_job.changed`.
         */
        post: operations["recon_ask_export"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rows/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Rows
         * @description Pairs to decide, accepted pairs, or what stands on one side only, as a file of at most 5,000 rows; a longer list is a job.
         */
        get: operations["recon_export_rows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rules
         * @description How lines of this account are matched, what is accepted without a person, and who decided that.
         */
        get: operations["recon_read_rules"];
        put?: never;
        /**
         * Ask Rules
         * @description Ask for rules of this account or all of its kind. Another person puts them in force.
         */
        post: operations["recon_ask_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rules/{request}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Rules
         * @description Decline rules that somebody asked for, or take one's own request back.
         */
        post: operations["recon_decline_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rules/{request}/grant": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grant Rules
         * @description Put rules in force that somebody else asked for. They count from the next run on, and in later quarters.
         */
        post: operations["recon_grant_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rules/habits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rule Habits
         * @description Rules that would accept what people of this account always accepted, in this quarter and the last.
         */
        get: operations["recon_read_rule_habits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/rules/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Rules
         * @description Find out what other rules would have changed in the last quarter (in this one where there is no earlier). Nothing is saved.
         */
        post: operations["recon_try_rules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Statement
         * @description What stood between two books on a day, by age, whatever was matched later; and who signed which statement of this reconciliation.
         */
        get: operations["recon_read_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/statement/export.{form}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Statement
         * @description The statement with all its lines as a file, with its digest and who signed it.
         */
        get: operations["recon_export_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/statement/signatures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare
         * @description Sign a statement as its preparer.
         */
        post: operations["recon_prepare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/{id}/statement/signatures/{signature}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Review
         * @description Sign a statement that somebody else prepared.
         */
        post: operations["recon_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Aliases
         * @description Which party a text means, and who said so.
         */
        get: operations["recon_list_aliases"];
        put?: never;
        /**
         * Give Alias
         * @description Say which party a text means; nothing that was said before is lost.
         */
        post: operations["recon_give_alias"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description Models of every kind, newest first, each with what it was trained on and what it was worth.
         */
        get: operations["recon_list_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Model
         * @description One model with its text.
         */
        get: operations["recon_read_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/models/{id}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retire Model
         * @description Take what counts out of use, a model or a lesson. The next run goes without it, and what nights teach stands in the shadow until a person puts it in use.
         */
        post: operations["recon_retire_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/models/{id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use Model
         * @description Let what was better on its night count from the next run on.
         */
        post: operations["recon_use_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Proposals
         * @description Rules that habits suggest, those that wait first.
         */
        get: operations["recon_list_proposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/proposals/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept Proposal
         * @description Agree: the alias counts from the next run on.
         */
        post: operations["recon_accept_proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/recon/proposals/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline Proposal
         * @description Disagree: it is not proposed again.
         */
        post: operations["recon_decline_proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search
         * @description The first hits of each kind. Papers are found by any word on their pages.
         */
        get: operations["search_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Series
         * @description Voucher series of an entity in a financial year ("2026-27").
         */
        get: operations["series_list_series"];
        /**
         * Set Series
         * @description Give a series its form. Refused once the year has a number of it: a series shows no gap and no double.
         */
        put: operations["series_set_series"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statement
         * @description The newest draft of a statement.
         */
        get: operations["statements_statement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/{kind}/lines/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Statement Line
         * @description The ledgers behind one line.
         */
        get: operations["statements_statement_line"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/export.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Pdf
         * @description The statements of the newest package for printing.
         */
        get: operations["statements_export_pdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/export.xlsx": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Xlsx
         * @description The statements of the newest package as a workbook, one sheet a statement.
         */
        get: operations["statements_export_xlsx"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/statements/tb": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Trial Balance
         * @description The trial balance of a quarter, summed from the posted vouchers.
         */
        get: operations["statements_trial_balance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Templates
         * @description Recurring vouchers by name, with what is due and what they did.
         */
        get: operations["templates_list_templates"];
        put?: never;
        /**
         * Make Template
         * @description Make a recurring voucher. You are the maker of its drafts; another person approves each.
         */
        post: operations["templates_make_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Template
         * @description One recurring voucher with its history.
         */
        get: operations["templates_read_template"];
        /**
         * Change Template
         * @description Change a recurring voucher from its next draft on.
         */
        put: operations["templates_change_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause Template
         * @description Make no drafts until it goes on.
         */
        post: operations["templates_pause_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume Template
         * @description Go on. What came due meanwhile is drafted next; skip what is not wanted.
         */
        post: operations["templates_resume_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip Template
         * @description Leave one period out, and say why.
         */
        post: operations["templates_skip_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft Due
         * @description Draft everything that is due in a quarter now. Opening a close and starting a run do the same; nothing is drafted twice.
         */
        post: operations["templates_draft_due"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin Upload
         * @description Announce a file of up to 100 MB. It has 24 hours to come.
         */
        post: operations["uploads_begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Upload State
         * @description Which parts are missing: where to go on.
         */
        get: operations["uploads_read_upload_state"];
        put?: never;
        post?: never;
        /**
         * Drop Upload
         * @description Give a file up; what came of it is taken away.
         */
        delete: operations["uploads_drop_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish Upload
         * @description The file is whole: it is taken in as any other, and read as soon as a worker is free. Asked again, the answer is the same paper.
         */
        post: operations["uploads_finish_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/uploads/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Upload Part
         * @description One part, in any order; the same part again is harmless.
         */
        post: operations["uploads_add_upload_part"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Everybody with an account in this company.
         */
        get: operations["people_list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change User
         * @description Change a person's roles, or whether they may sign in. Their sessions end when either changes.
         */
        patch: operations["people_change_user"];
        trace?: never;
    };
    "/api/ws-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticket
         * @description A ticket for the WebSocket, which cannot carry headers.
         */
        post: operations["events_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** AcceptedLedgers */
        AcceptedLedgers: {
            /** Accepted */
            accepted: number;
        };
        /**
         * AcceptFilterIn
         * @description What the person saw when they said yes: another count or total means the list has moved.
         */
        AcceptFilterIn: {
            /** Expected Count */
            expected_count: number;
            /** Expected Difference Paise */
            expected_difference_paise?: number | null;
            /** Expected Total Paise */
            expected_total_paise: number;
            /** Stage */
            stage?: string | null;
            /**
             * Status
             * @default suggested
             * @constant
             */
            status: "suggested";
        };
        /**
         * AcceptManyIn
         * @description What the person saw when they said yes to all first offers: another count means the list has moved.
         */
        AcceptManyIn: {
            /** Confidence Least */
            confidence_least: number;
            /** Entity Code */
            entity_code?: string | null;
            /** Expected Count */
            expected_count: number;
            /**
             * Only Unmapped
             * @default true
             */
            only_unmapped: boolean;
            /**
             * Quarter
             * @description The quarter in whose close this is decided
             */
            quarter: string;
        };
        /**
         * AccountOut
         * @description A ledger account to choose. `goes_to` names the one that took its place by then, where one did: that one is to be chosen.
         */
        AccountOut: {
            /** Goes To */
            goes_to: string;
            /** Group */
            group: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Role */
            role: string;
        };
        /**
         * ActLine
         * @description One match of an act. `state`: done, failed (why stands in `sentence`), undone.
         */
        ActLine: {
            /** Code */
            code: string;
            /** Left Paise */
            left_paise: number;
            /** Match */
            match: string;
            /** Sentence */
            sentence: string;
            /** State */
            state: string;
            /** Words */
            words: string;
        };
        /**
         * ActOut
         * @description One act of a person on a reconciliation. `kind`: accept, accept_filter, reject, match, undo, release (automatic matches wait again), re_pair (of two matches: the one that went,
         *     the one that came); `state` of a job: waiting, running, done, stopped, failed.
         */
        ActOut: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** By */
            by: string;
            /**
             * By Id
             * Format: uuid
             */
            by_id: string;
            /** Difference Paise */
            difference_paise: number;
            /** Done */
            done: number;
            /** Ended At */
            ended_at: string | null;
            /** Failed */
            failed: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["ActLine"][];
            /** Message */
            message: string;
            /** State */
            state: string;
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
            /** Undoes Id */
            undoes_id: string | null;
            /** Undone */
            undone: number;
            /** Words */
            words: string;
        };
        /** AdminIn */
        AdminIn: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Name */
            name: string;
            /** Password */
            password: string;
        };
        /** AgentJobOut */
        AgentJobOut: {
            /** Agent */
            agent: string;
            /** Agent Version */
            agent_version: string;
            /** Confidence */
            confidence: number | null;
            /** Error */
            error: string;
            /** Finished At */
            finished_at: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Run */
            run: number;
            /** Seconds */
            seconds: number | null;
            /** Stage */
            stage: string;
            /** Started At */
            started_at: string | null;
            /** Status */
            status: string;
            /** Subject */
            subject: string;
        };
        /** AgentJobPage */
        AgentJobPage: {
            /** Items */
            items: components["schemas"]["AgentJobOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** AgentOut */
        AgentOut: {
            jobs: components["schemas"]["JobCounts"];
            /** Last Run At */
            last_run_at: string | null;
            /** Name */
            name: string;
            /** Version */
            version: string;
            /** What */
            what: string;
        };
        /**
         * AliasIn
         * @description `alias` in a text means `party`; an empty party takes it back.
         */
        AliasIn: {
            /** Alias */
            alias: string;
            /** Party */
            party: string;
        };
        /** AliasOut */
        AliasOut: {
            /** Alias */
            alias: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Party */
            party: string;
        };
        /** AllocateIn */
        AllocateIn: {
            /** Bills */
            bills: components["schemas"]["ShareIn"][];
            /** Voucher */
            voucher: string;
        };
        /**
         * AnswerOut
         * @description What the reconciliation itself says of a line. No model was asked.
         */
        AnswerOut: {
            /** Candidates */
            candidates: components["schemas"]["CandidateOut"][];
            /** Candidates Words */
            candidates_words: string;
            /** Party */
            party: string;
            /** Party Words */
            party_words: string;
            /** Past */
            past: components["schemas"]["PastOut"][];
            /** Reasons */
            reasons: components["schemas"]["ReasonOut"][];
            /** Why */
            why: string;
        };
        /**
         * ApprovalOut
         * @description One person's approval. `counts` is false where the entry changed after it.
         */
        ApprovalOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * By Id
             * Format: uuid
             */
            by_id: string;
            /** Counts */
            counts: boolean;
        };
        /**
         * AskedBillsOut
         * @description Opening bills that somebody asks for and another person decides on.
         */
        AskedBillsOut: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /**
             * Asked By Id
             * Format: uuid
             */
            asked_by_id: string;
            /** Bills */
            bills: components["schemas"]["OpeningBillOut"][];
            /** Reason */
            reason: string;
            /** Version */
            version: number;
        };
        /**
         * AskedIn
         * @description What is to be asked from now on, and what the person saw.
         */
        AskedIn: {
            /** Percent */
            percent: number;
            /** Seen */
            seen: number;
        };
        /**
         * AskedLadder
         * @description A ladder that somebody asks for and another person decides on.
         */
        AskedLadder: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** Asked By */
            asked_by: string;
            /**
             * Asked By Id
             * Format: uuid
             */
            asked_by_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Reason */
            reason: string;
            /** Rules */
            rules: components["schemas"]["RuleOut"][];
            /** Version */
            version: number;
        };
        /**
         * AskedOut
         * @description What is asked of a kind, in percent; `floor` is what its readers ask at least.
         */
        AskedOut: {
            /** Floor */
            floor: number;
            /** Kind */
            kind: string;
            /** Percent */
            percent: number;
        };
        /**
         * AskedRulesOut
         * @description Rules that wait for a second person.
         */
        AskedRulesOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * By Id
             * Format: uuid
             */
            by_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Level
             * @enum {string}
             */
            level: "account" | "kind";
            /** Reason */
            reason: string;
            rules: components["schemas"]["RulesOut"] | null;
            /** Version */
            version: number;
        };
        /**
         * AssetChange
         * @description A change, with its reason. `transition` says where an asset whose life is over goes; `additional` that the conditions of additional depreciation are met.
         */
        AssetChange: {
            /** Additional */
            additional?: boolean | null;
            /**
             * Asset Class
             * @default
             */
            asset_class: string;
            /**
             * Block
             * @default
             */
            block: string;
            /**
             * Ledger
             * @default
             */
            ledger: string;
            /** Life */
            life?: string | null;
            /** Method */
            method?: ("slm" | "wdv") | null;
            /** Put To Use */
            put_to_use?: string | null;
            /** Rate */
            rate?: string | null;
            /** Reason */
            reason: string;
            /** Salvage Paise */
            salvage_paise?: number | null;
            /** Shifts */
            shifts?: number | null;
            /** Transition */
            transition?: ("retained_earnings" | "profit_and_loss") | null;
        };
        /**
         * AssetDetail
         * @description One asset. `computed_paise` is what the basis gives for the quarter, `stated_paise` what the register says for its period; `how` is the basis in words.
         */
        AssetDetail: {
            /** Additions Paise */
            additions_paise: number;
            /** Asset Class */
            asset_class: string;
            /** Block */
            block: string;
            /** Bought */
            bought: string | null;
            /** Changed */
            changed: string[];
            /** Closing Accumulated Paise */
            closing_accumulated_paise: number;
            /** Closing Cost Paise */
            closing_cost_paise: number;
            /** Code */
            code: string;
            /** Components */
            components: components["schemas"]["AssetRow"][];
            /** Computed Paise */
            computed_paise: number | null;
            /** Cost Paise */
            cost_paise: number;
            /** Deletions Paise */
            deletions_paise: number;
            /** Depreciation Paise */
            depreciation_paise: number;
            /** Disposed */
            disposed: string | null;
            /** Entity Code */
            entity_code: string;
            /** Findings */
            findings: components["schemas"]["AssetFinding"][];
            /** How */
            how: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Key */
            key: string;
            /** Law Item */
            law_item: string;
            /** Law Life */
            law_life: string;
            /** Law Reason */
            law_reason: string;
            /** Law Source */
            law_source: string;
            /** Ledger */
            ledger: string;
            /** Life */
            life: string;
            /** Location */
            location: string;
            /** Method */
            method: string;
            /** Name */
            name: string;
            /** Net Paise */
            net_paise: number;
            /** Opening Accumulated Paise */
            opening_accumulated_paise: number;
            /** Opening Cost Paise */
            opening_cost_paise: number;
            /** Parent */
            parent: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Proceeds Paise */
            proceeds_paise: number | null;
            /** Put To Use */
            put_to_use: string | null;
            /** Quarters */
            quarters: components["schemas"]["AssetSchedule"][];
            /** Rate */
            rate: string;
            /** Released Paise */
            released_paise: number;
            /** Residual Paise */
            residual_paise: number | null;
            /** Shifts */
            shifts: number;
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Stated Paise */
            stated_paise: number | null;
            /** Vouchers */
            vouchers: components["schemas"]["AssetVoucher"][];
            /** Years */
            years: components["schemas"]["AssetSchedule"][];
        };
        /** AssetFinding */
        AssetFinding: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Rule */
            rule: string;
            /** Sentence */
            sentence: string;
            /** Severity */
            severity: string;
            /** State */
            state: string;
        };
        /**
         * AssetIn
         * @description An asset that no register has. A purchase is recognised by cost and day of its voucher.
         */
        AssetIn: {
            /**
             * Asset Class
             * @default
             */
            asset_class: string;
            /**
             * Block
             * @default
             */
            block: string;
            /** Bought */
            bought?: string | null;
            /** Code */
            code: string;
            /** Cost Paise */
            cost_paise: number;
            /** Due */
            due?: string | null;
            /** Entity Code */
            entity_code: string;
            /**
             * In Progress
             * @default false
             */
            in_progress: boolean;
            /**
             * Ledger
             * @default
             */
            ledger: string;
            /** Life */
            life?: string | null;
            /**
             * Location
             * @default
             */
            location: string;
            /** Method */
            method?: ("slm" | "wdv") | null;
            /** Name */
            name: string;
            /** Put To Use */
            put_to_use?: string | null;
            /** Quarter */
            quarter: string;
            /** Rate */
            rate?: string | null;
            /** Salvage Paise */
            salvage_paise?: number | null;
            /** Shifts */
            shifts?: number | null;
        };
        /**
         * AssetPage
         * @description Assets by class and code. `classes` and `states` count the whole register, for the filters.
         */
        AssetPage: {
            /** Classes */
            classes: components["schemas"]["NameCount"][];
            /** Items */
            items: components["schemas"]["AssetRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** States */
            states: components["schemas"]["NameCount"][];
            /** Total */
            total: number;
            totals: components["schemas"]["AssetTotals"];
        };
        /**
         * AssetReconciliation
         * @description Register against one ledger. `what`: cost, accumulated, net, in_progress. Causes and `unexplained_paise` add up to the difference.
         */
        AssetReconciliation: {
            /** Books Paise */
            books_paise: number;
            /** Causes */
            causes: components["schemas"]["CauseOut"][];
            /** Classes */
            classes: string[];
            /** Difference Paise */
            difference_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Ledger */
            ledger: string;
            /** Register Paise */
            register_paise: number;
            /** Unexplained Paise */
            unexplained_paise: number;
            /** What */
            what: string;
        };
        /**
         * AssetRow
         * @description One asset over the quarter. `state` is proposed for a purchase that the register does not have; `law_life` is Schedule II's, "" where it gives none.
         */
        AssetRow: {
            /** Additions Paise */
            additions_paise: number;
            /** Asset Class */
            asset_class: string;
            /** Block */
            block: string;
            /** Bought */
            bought: string | null;
            /** Closing Accumulated Paise */
            closing_accumulated_paise: number;
            /** Closing Cost Paise */
            closing_cost_paise: number;
            /** Code */
            code: string;
            /** Deletions Paise */
            deletions_paise: number;
            /** Depreciation Paise */
            depreciation_paise: number;
            /** Disposed */
            disposed: string | null;
            /** Entity Code */
            entity_code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Key */
            key: string;
            /** Law Life */
            law_life: string;
            /** Ledger */
            ledger: string;
            /** Life */
            life: string;
            /** Location */
            location: string;
            /** Method */
            method: string;
            /** Name */
            name: string;
            /** Net Paise */
            net_paise: number;
            /** Opening Accumulated Paise */
            opening_accumulated_paise: number;
            /** Opening Cost Paise */
            opening_cost_paise: number;
            /** Parent */
            parent: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Put To Use */
            put_to_use: string | null;
            /** Rate */
            rate: string;
            /** Released Paise */
            released_paise: number;
            /** Source */
            source: string;
            /** State */
            state: string;
        };
        /**
         * AssetSchedule
         * @description One quarter or financial year of an asset's depreciation by its basis.
         */
        AssetSchedule: {
            /** Charge Paise */
            charge_paise: number;
            /** Closing Paise */
            closing_paise: number;
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /** Label */
            label: string;
            /**
             * Last Day
             * Format: date
             */
            last_day: string;
            /** Net Paise */
            net_paise: number;
            /** Opening Paise */
            opening_paise: number;
        };
        /**
         * AssetTotals
         * @description Sums over the filter.
         */
        AssetTotals: {
            /** Additions Paise */
            additions_paise: number;
            /** Closing Accumulated Paise */
            closing_accumulated_paise: number;
            /** Closing Cost Paise */
            closing_cost_paise: number;
            /** Deletions Paise */
            deletions_paise: number;
            /** Depreciation Paise */
            depreciation_paise: number;
            /** Net Paise */
            net_paise: number;
            /** Opening Accumulated Paise */
            opening_accumulated_paise: number;
            /** Opening Cost Paise */
            opening_cost_paise: number;
            /** Released Paise */
            released_paise: number;
        };
        /**
         * AssetVoucher
         * @description A voucher or draft that bought, charged or sold an asset.
         */
        AssetVoucher: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Narration */
            narration: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /** AttachIn */
        AttachIn: {
            evidence: components["schemas"]["EvidenceIn"];
            /** Version */
            version: number;
        };
        /** AuditPage */
        AuditPage: {
            /** Items */
            items: components["schemas"]["AuditRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * AuditRow
         * @description One change of one row. `old` is null for an insert, `new` for a delete.
         */
        AuditRow: {
            /** Actor */
            actor: string;
            /** Actor Name */
            actor_name: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** New */
            new: {
                [key: string]: unknown;
            } | null;
            /** Old */
            old: {
                [key: string]: unknown;
            } | null;
            /** Op */
            op: string;
            /** Record */
            record: string;
            /** Seq */
            seq: number;
            /** Summary */
            summary: string;
            /** Table */
            table: string;
        };
        /**
         * AutomaticPage
         * @description `undoable` and `undoable_paise` are what taking back this reconciliation's must expect.
         */
        AutomaticPage: {
            /** Items */
            items: components["schemas"]["AutomaticRow"][];
            limits: components["schemas"]["LimitsOut"] | null;
            /** Next Cursor */
            next_cursor: string | null;
            precision: components["schemas"]["PrecisionOut"];
            /** Standing */
            standing: {
                [key: string]: number;
            };
            /** Total */
            total: number;
            /** Undoable */
            undoable: number;
            /** Undoable Paise */
            undoable_paise: number;
        };
        /**
         * AutomaticRow
         * @description An automatic match. `sampled` says why a person is asked to look at it; `found` is what a look found, null before one.
         */
        AutomaticRow: {
            /** Age Days */
            age_days: number | null;
            /** Difference Paise */
            difference_paise: number;
            entry: components["schemas"]["LineEntryOut"] | null;
            /** Found */
            found: boolean | null;
            /** Found By */
            found_by: string;
            /** Id */
            id: string;
            /** Left */
            left: components["schemas"]["qrt__api__recon__ItemOut"][];
            /** Margin */
            margin: number | null;
            nearest: components["schemas"]["qrt__api__recon__ItemOut"] | null;
            /** Note */
            note: string;
            /** Reasons */
            reasons: components["schemas"]["ReasonOut"][];
            /** Right */
            right: components["schemas"]["qrt__api__recon__ItemOut"][];
            /**
             * Sampled
             * @enum {string}
             */
            sampled: "" | "largest" | "drawn";
            /** Score */
            score: number | null;
            /** Stage */
            stage: string;
            /** Status */
            status: string;
            /**
             * Type
             * @enum {string}
             */
            type: "match" | "break";
            /** Version */
            version: number;
            /** Why Not */
            why_not: string;
        };
        /**
         * BalanceGroup
         * @description Sums of a nature (`group` is null), or of a group in it.
         */
        BalanceGroup: {
            /** Closing Paise */
            closing_paise: number;
            /** Compared Paise */
            compared_paise: number | null;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Group */
            group: string | null;
            /** Ledgers */
            ledgers: number;
            /** Nature */
            nature: string;
            /** Opening Paise */
            opening_paise: number;
        };
        /** BalanceLine */
        BalanceLine: {
            /** Closing Paise */
            closing_paise: number;
            /** Compared Paise */
            compared_paise: number | null;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Nature */
            nature: string;
            /** Opening Paise */
            opening_paise: number;
            /** Schedule Key */
            schedule_key: string;
        };
        /**
         * BalancesOut
         * @description `openings_left_out`: a branch or cost centre was asked for, and openings are stated for whole entities alone.
         */
        BalancesOut: {
            /** Groups */
            groups: components["schemas"]["BalanceGroup"][];
            /** Lines */
            lines: components["schemas"]["BalanceLine"][];
            /** Openings Left Out */
            openings_left_out: boolean;
            totals: components["schemas"]["BalanceSums"];
        };
        /**
         * BalanceSums
         * @description Sums in paise, debit positive; debits and credits both positive. `compared_paise` is the closing of the span beside, where one was asked for.
         */
        BalanceSums: {
            /** Closing Paise */
            closing_paise: number;
            /** Compared Paise */
            compared_paise: number | null;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Opening Paise */
            opening_paise: number;
        };
        /**
         * BillIn
         * @description `doubtful`: "" for good, else doubtful (Division I), risk_increased or impaired (Division II).
         */
        BillIn: {
            /** Bill */
            bill: string;
            /** Disputed */
            disputed?: boolean | null;
            /** Doubtful */
            doubtful?: ("" | "doubtful" | "risk_increased" | "impaired") | null;
        };
        /**
         * BillKind
         * @description What a line does to the bill it names, in Tally's four words.
         * @enum {string}
         */
        BillKind: "new" | "against" | "advance" | "on_account";
        /**
         * BillOut
         * @description A bill of a party, signed as its ledger. `billed_paise` is nil when it came with the opening; `overdue_days` counts to the last day asked for.
         */
        BillOut: {
            /** Bill */
            bill: string;
            /** Billed Paise */
            billed_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Due Day */
            due_day: string | null;
            /** Open Paise */
            open_paise: number;
            /** Overdue Days */
            overdue_days: number;
            /** Settled Paise */
            settled_paise: number;
        };
        /**
         * BlockOut
         * @description One block for income tax over the tax year up to the quarter's end; null where nobody stated its opening value. `gain_paise` is of a block that ceased.
         */
        BlockOut: {
            /** Act */
            act: string;
            /** Additional Paise */
            additional_paise: number;
            /** Additions Full Paise */
            additions_full_paise: number;
            /** Additions Half Paise */
            additions_half_paise: number;
            /** Assets */
            assets: string[];
            /** Closing Paise */
            closing_paise: number | null;
            /** Deletions Paise */
            deletions_paise: number;
            /** Depreciation Paise */
            depreciation_paise: number | null;
            /** Entity Code */
            entity_code: string;
            /** Evidence */
            evidence: components["schemas"]["PlaceOut"][];
            /** Gain Paise */
            gain_paise: number | null;
            /** Key */
            key: string;
            /** Law */
            law: string;
            /** Name */
            name: string;
            /** Opening Paise */
            opening_paise: number | null;
            /** Rate */
            rate: string;
        };
        /** Body_documents_upload */
        Body_documents_upload: {
            /** Entity */
            entity?: string | null;
            /** File */
            file: string[];
            /** Quarter */
            quarter: string;
        };
        /** Body_journals_draft_sheet */
        Body_journals_draft_sheet: {
            /** Entity */
            entity: string;
            /** File */
            file: string;
            /** Quarter */
            quarter: string;
            /**
             * Take
             * @default all
             * @enum {string}
             */
            take: "all" | "sound";
        };
        /** Body_journals_preview_sheet */
        Body_journals_preview_sheet: {
            /** Entity */
            entity: string;
            /** File */
            file: string;
            /** Quarter */
            quarter: string;
        };
        /** Body_uploads_add_upload_part */
        Body_uploads_add_upload_part: {
            /** File */
            file: string;
            /** Number */
            number: number;
        };
        /** BucketOut */
        BucketOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Key */
            key: string;
            /** Label */
            label: string;
        };
        /**
         * BulkApproveIn
         * @description Approve what the filter gives. `expected_count` is what the person saw; another count and nothing is approved.
         */
        BulkApproveIn: {
            /** Expected Count */
            expected_count: number;
            filter: components["schemas"]["RoutineFilter"];
        };
        /**
         * BulkEntryOut
         * @description One entry of a bulk approval: posted under `number`, or why not.
         */
        BulkEntryOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Code */
            code: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Ok */
            ok: boolean;
            /** Sentence */
            sentence: string;
        };
        /**
         * BulkJobOut
         * @description A bulk approval on its way or ended. `state`: waiting, running, done, stopped, failed (`message` says why).
         *
         *     outcomes  what became of its entries, those that failed first; at most 500, the counts are of all
         *     last_day  the last day of an entry that it posted, null while there is none: where reversals are dated best
         */
        BulkJobOut: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** By */
            by: string;
            /**
             * By Id
             * Format: uuid
             */
            by_id: string;
            /** Done */
            done: number;
            /** Ended At */
            ended_at: string | null;
            /** Entity Code */
            entity_code: string;
            /** Failed */
            failed: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Last Day */
            last_day: string | null;
            /** Message */
            message: string;
            /** Outcomes */
            outcomes: components["schemas"]["BulkEntryOut"][];
            /** Quarter */
            quarter: string;
            /** State */
            state: string;
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
            /** Words */
            words: string;
        };
        /**
         * BulkOut
         * @description Outcome of a bulk act, entry by entry. `remaining` is what the next call may take: at most 200 are done in one.
         */
        BulkOut: {
            /** Done */
            done: number;
            /** Failed */
            failed: number;
            /** Outcomes */
            outcomes: components["schemas"]["OutcomeOut"][];
            /** Remaining */
            remaining: number;
        };
        /**
         * BulkReverseIn
         * @description Draft the reversals of these vouchers: the way to take a bulk approval back.
         */
        BulkReverseIn: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Ids */
            ids: string[];
            /** Reason */
            reason: string;
        };
        /**
         * BulkUndoIn
         * @description Draft the reversals of what a bulk approval posted.
         */
        BulkUndoIn: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Reason */
            reason: string;
        };
        /**
         * CandidateOut
         * @description A line of the other side that is open and near; the weights add up to the score.
         */
        CandidateOut: {
            item: components["schemas"]["qrt__api__recon__ItemOut"];
            /** Reasons */
            reasons: components["schemas"]["ReasonOut"][];
            /** Score */
            score: number;
        };
        /**
         * CauseOut
         * @description One reason for a difference, with its vouchers and places. `why`: opening_difference, addition_not_in_register, addition_not_booked, capital_in_expense, other_ledger, disposal_not_booked, disposal_not_in_register, depreciation_not_booked, depreciation_differs, capitalisation_not_booked.
         */
        CauseOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Evidence */
            evidence: components["schemas"]["PlaceOut"][];
            /** Sentence */
            sentence: string;
            /** Vouchers */
            vouchers: components["schemas"]["AssetVoucher"][];
            /** Why */
            why: string;
        };
        /**
         * ChangeOut
         * @description What a person changed in the first proposal. `position` is the line's place now, null for the head or a line that was taken out.
         */
        ChangeOut: {
            /** New */
            new: string;
            /** Old */
            old: string;
            /** Position */
            position: number | null;
            /** What */
            what: string;
        };
        /** ChartCounts */
        ChartCounts: {
            /** All */
            all: number;
            /** Decided */
            decided: number;
            /** Low */
            low: number;
            /** Merged */
            merged: number;
            /** Similar */
            similar: number;
            /** Unmapped */
            unmapped: number;
        };
        /**
         * ChartLedger
         * @description One ledger. `state` is unmapped (blocks the statements when it has a balance), proposed (by rule), decided (by a person) or merged (into another).
         */
        ChartLedger: {
            /** Closing Paise */
            closing_paise: number;
            /** Confidence */
            confidence: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Line */
            line: string;
            /** Merged Into */
            merged_into: string;
            /** Merged Into Id */
            merged_into_id: string | null;
            /** Nature */
            nature: string;
            /** Offers */
            offers: components["schemas"]["OfferOut"][];
            /** Opening Paise */
            opening_paise: number;
            /** Reason */
            reason: string;
            /** Role */
            role: string;
            /** Schedule Key */
            schedule_key: string;
            /** Similar */
            similar: components["schemas"]["SimilarOut"][];
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Tds Key */
            tds_key: string;
        };
        /** ChartLedgerDetail */
        ChartLedgerDetail: {
            /** Closing Paise */
            closing_paise: number;
            /** Confidence */
            confidence: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** History */
            history: components["schemas"]["HistoryOut"][];
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Line */
            line: string;
            /** Merged Into */
            merged_into: string;
            /** Merged Into Id */
            merged_into_id: string | null;
            /** Nature */
            nature: string;
            /** Offers */
            offers: components["schemas"]["OfferOut"][];
            /** Opening Paise */
            opening_paise: number;
            /** Reason */
            reason: string;
            /** Role */
            role: string;
            /** Schedule Key */
            schedule_key: string;
            /** Similar */
            similar: components["schemas"]["SimilarOut"][];
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Tds Key */
            tds_key: string;
        };
        /**
         * ChartPage
         * @description A page of the chart. `total_paise` adds up the sizes of the closing balances of all that the filter holds.
         */
        ChartPage: {
            counts: components["schemas"]["ChartCounts"];
            /** Groups */
            groups: string[];
            /** Items */
            items: components["schemas"]["ChartLedger"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * CheckOut
         * @description A check that was made: passed, or what it found.
         */
        CheckOut: {
            /** Ok */
            ok: boolean;
            /** Rule */
            rule: string;
            /** Sentence */
            sentence: string;
            /** Severity */
            severity: string;
        };
        /** ChosenIn */
        ChosenIn: {
            /** Match */
            match: string;
            /** Version */
            version: number;
        };
        /**
         * CloseBoard
         * @description Where the quarter stands, what waits for me, what will bite us.
         */
        CloseBoard: {
            /** Blocking */
            blocking: components["schemas"]["FindingOut"][];
            /** Day Number */
            day_number: number;
            /** Day Total */
            day_total: number;
            /**
             * Due On
             * Format: date
             */
            due_on: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Label */
            label: string;
            /**
             * Opens On
             * Format: date
             */
            opens_on: string;
            package: components["schemas"]["PackageOut"] | null;
            progress: components["schemas"]["TaskCounts"];
            /** Quarter */
            quarter: string;
            /** Run */
            run: number;
            /** Running */
            running: components["schemas"]["StageProgress"][];
            /** Signoffs */
            signoffs: components["schemas"]["SignOffOut"][];
            /** State */
            state: string;
            /** Statutory */
            statutory: components["schemas"]["StatutoryDate"][];
            /** Tasks */
            tasks: components["schemas"]["TaskOut"][];
            /** Tiles */
            tiles: components["schemas"]["Tile"][];
            /** Waiting */
            waiting: components["schemas"]["Waiting"][];
        };
        /** CloseIn */
        CloseIn: {
            /** Quarter */
            quarter: string;
        };
        /** CloseOut */
        CloseOut: {
            /** Digest */
            digest: string;
            /**
             * Due On
             * Format: date
             */
            due_on: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Label */
            label: string;
            /**
             * Opens On
             * Format: date
             */
            opens_on: string;
            /** Quarter */
            quarter: string;
            /** Run */
            run: number;
            /** State */
            state: string;
        };
        /**
         * ColumnsIn
         * @description What the columns are, by `key`; a column that is not named keeps the reader's reading. `decimal` and `dates` where the papers do not prove them.
         */
        ColumnsIn: {
            /** Columns */
            columns: {
                [key: string]: string;
            };
            /**
             * Dates
             * @default
             * @enum {string}
             */
            dates: "" | "day_first" | "month_first";
            /**
             * Decimal
             * @default
             * @enum {string}
             */
            decimal: "" | "." | ",";
            /**
             * Kind
             * @default
             */
            kind: string;
            /** Quarter */
            quarter: string;
        };
        /**
         * ColumnsSet
         * @description How many papers are read again.
         */
        ColumnsSet: {
            /** Papers */
            papers: number;
        };
        /** CommentIn */
        CommentIn: {
            /** Text */
            text: string;
        };
        /** CommentOut */
        CommentOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * By Id
             * Format: uuid
             */
            by_id: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Resolved At */
            resolved_at: string | null;
            /** Resolved By */
            resolved_by: string;
            /** Text */
            text: string;
        };
        /**
         * CompanyIn
         * @description What a company says of itself. CIN, GSTIN and PAN are checked, and must agree with each other.
         */
        CompanyIn: {
            admin: components["schemas"]["AdminIn"];
            /**
             * Cin
             * @default
             */
            cin: string;
            /** Company Name */
            company_name: string;
            /**
             * Gstin
             * @default
             */
            gstin: string;
            /**
             * Pan
             * @default
             */
            pan: string;
            /**
             * Registered Address
             * @default
             */
            registered_address: string;
            /**
             * Subscription Plan
             * @default Basic
             * @enum {string}
             */
            subscription_plan: "Basic" | "Premium" | "Enterprise";
        };
        /**
         * ConfirmedOut
         * @description Until when the session counts as freshly signed in.
         */
        ConfirmedOut: {
            /**
             * Fresh Until
             * Format: date-time
             */
            fresh_until: string;
        };
        /** ConfirmIn */
        ConfirmIn: {
            /** Password */
            password: string;
        };
        /**
         * CopyableOut
         * @description A posted voucher of the quarter before. `copied` is the draft that a copy made already.
         */
        CopyableOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Copied */
            copied: string | null;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Narration */
            narration: string;
            /**
             * New Day
             * Format: date
             */
            new_day: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
        };
        /** CopyablePage */
        CopyablePage: {
            /** Items */
            items: components["schemas"]["CopyableOut"][];
            /** Total */
            total: number;
        };
        /**
         * CopyIn
         * @description Copy chosen vouchers of the quarter before as drafts of this quarter.
         */
        CopyIn: {
            /** Ids */
            ids: string[];
            /** Quarter */
            quarter: string;
        };
        /**
         * CopyOut
         * @description Another paper that looks like the same bill, of any quarter; `reasons` is what the two have in common.
         */
        CopyOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Quarter */
            quarter: string;
            /** Reasons */
            reasons: string[];
        };
        /** CostCentreIn */
        CostCentreIn: {
            /**
             * Active
             * @default true
             */
            active: boolean;
            /** Entity Code */
            entity_code: string;
            /** Name */
            name: string;
        };
        /** CostCentreOut */
        CostCentreOut: {
            /** Active */
            active: boolean;
            /** Entity Code */
            entity_code: string;
            /** Name */
            name: string;
        };
        /**
         * CwipOut
         * @description Ageing of Schedule III: buckets and what cannot be aged add up to the total.
         */
        CwipOut: {
            /** Buckets */
            buckets: components["schemas"]["BucketOut"][];
            /** Projects */
            projects: components["schemas"]["ProjectOut"][];
            /** Total Paise */
            total_paise: number;
            /** Unknown Paise */
            unknown_paise: number;
        };
        /**
         * DayBookOut
         * @description `total` and `total_paise` (of the whole span) stand on the first page.
         */
        DayBookOut: {
            /** Items */
            items: components["schemas"]["DayBookRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
            /** Total Paise */
            total_paise: number | null;
        };
        /** DayBookRow */
        DayBookRow: {
            /** Amount Paise */
            amount_paise: number;
            /** Branch */
            branch: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entity Code */
            entity_code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported Number */
            imported_number: string;
            /** Kind */
            kind: string;
            /** Narration */
            narration: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            /** Reference */
            reference: string;
            /** State */
            state: string;
        };
        /**
         * Decided
         * @description What a person said is kept; it counts from the next run of the close on.
         */
        Decided: {
            /** Key */
            key: string;
            /** Sentence */
            sentence: string;
        };
        /**
         * DecideIn
         * @description Several matches decided on in one act, each in the version that was seen.
         */
        DecideIn: {
            /** Matches */
            matches: components["schemas"]["ChosenIn"][];
            /**
             * Reason
             * @default
             */
            reason: string;
            /**
             * Verb
             * @enum {string}
             */
            verb: "accept" | "reject";
        };
        /**
         * DifferenceIn
         * @description What the two sides differ by, left minus right, and why.
         */
        DifferenceIn: {
            /** Amount Paise */
            amount_paise: number;
            /** Cause */
            cause: string;
        };
        /** DigestIn */
        DigestIn: {
            /** Digest */
            digest: string;
        };
        /** DimensionsOut */
        DimensionsOut: {
            /** Branch */
            branch: string[];
            /** Cost Centre */
            cost_centre: string[];
        };
        /**
         * DisposalIn
         * @description An asset that left: null proceeds while they are not known, 0 when it was scrapped. `ledger` is who owes or where the money came in.
         */
        DisposalIn: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Ledger
             * @default
             */
            ledger: string;
            /** Proceeds Paise */
            proceeds_paise?: number | null;
            /** Reason */
            reason: string;
        };
        /** DocumentCounts */
        DocumentCounts: {
            /** Agreed */
            agreed: number;
            /** All */
            all: number;
            /** Check */
            check: number;
            /** Duplicates */
            duplicates: number;
            /** Rejected */
            rejected: number;
            /** Unread */
            unread: number;
        };
        /** DocumentDetail */
        DocumentDetail: {
            /** Age Hours */
            age_hours: number;
            /** Agent */
            agent: string;
            /** Amount Paise */
            amount_paise: number | null;
            /** Checks */
            checks: components["schemas"]["CheckOut"][];
            /** Copies */
            copies: components["schemas"]["CopyOut"][];
            /** Day */
            day: string | null;
            /** Entity Code */
            entity_code: string | null;
            /** Fields */
            fields: components["schemas"]["FieldOut"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Kind Confidence */
            kind_confidence: number;
            /** Kind Reasons */
            kind_reasons: string[];
            /** Media Type */
            media_type: string;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Pages */
            pages: components["schemas"]["PageSize"][];
            part_of: components["schemas"]["PartOf"] | null;
            /** Party */
            party: string;
            proposed_entry: components["schemas"]["ProposedEntry"] | null;
            /** Reason */
            reason: string;
            /** Rows Count */
            rows_count: number;
            /** Rows Sample */
            rows_sample: {
                [key: string]: unknown;
            }[];
            /** Sha256 */
            sha256: string;
            /** Size */
            size: number;
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Suggested Kind */
            suggested_kind: string | null;
            /** Version */
            version: number;
            voucher: components["schemas"]["VoucherLink"] | null;
        };
        /** DocumentPage */
        DocumentPage: {
            counts: components["schemas"]["DocumentCounts"];
            /** Items */
            items: components["schemas"]["DocumentRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * DocumentRow
         * @description One paper in the queue. `reason` says why a person should look.
         */
        DocumentRow: {
            /** Age Hours */
            age_hours: number;
            /** Agent */
            agent: string;
            /** Amount Paise */
            amount_paise: number | null;
            /** Day */
            day: string | null;
            /** Entity Code */
            entity_code: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Kind Confidence */
            kind_confidence: number;
            /** Name */
            name: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            /** Reason */
            reason: string;
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /** DrillLedger */
        DrillLedger: {
            /** Amount Paise */
            amount_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
        };
        /** DrillOut */
        DrillOut: {
            /** Key */
            key: string;
            /** Label */
            label: string;
            /** Ledgers */
            ledgers: components["schemas"]["DrillLedger"][];
            /** Total Paise */
            total_paise: number;
        };
        /**
         * DueOut
         * @description Drafts that due templates made.
         */
        DueOut: {
            /** Made */
            made: string[];
            /** Refused */
            refused: components["schemas"]["OutcomeOut"][];
        };
        /**
         * EffectOut
         * @description A line of the statements before and after, as the statement shows it: `before_paise` + `amount_paise` = `after_paise`.
         *
         *     Before is what the posted entries of the quarter give; a posted voucher is in `after_paise` alone. `ledgers` are those that stand on no line yet.
         */
        EffectOut: {
            /** After Paise */
            after_paise: number;
            /** Amount Paise */
            amount_paise: number;
            /** Before Paise */
            before_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Ledgers */
            ledgers: string[];
            /** Line */
            line: string;
            /** Statement */
            statement: string;
        };
        /**
         * EnquiryLedger
         * @description A page of a ledger. Opening, debits, credits and closing are the whole span's; `brought_forward_paise` is what this page begins with.
         */
        EnquiryLedger: {
            /** Brought Forward Paise */
            brought_forward_paise: number;
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Lines */
            lines: components["schemas"]["EnquiryLine"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Opening Paise */
            opening_paise: number;
            /** Openings Left Out */
            openings_left_out: boolean;
            /** Schedule Key */
            schedule_key: string;
        };
        /**
         * EnquiryLine
         * @description One leg with the voucher it belongs to. `against` is the other side; `balance_paise` what the ledger stands at after it, debit positive.
         */
        EnquiryLine: {
            /** Against */
            against: string;
            /** Balance Paise */
            balance_paise: number;
            /** Bill */
            bill: string;
            /** Bill Kind */
            bill_kind: string;
            /** Branch */
            branch: string;
            /** Cost Centre */
            cost_centre: string;
            /** Credit Paise */
            credit_paise: number;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Debit Paise */
            debit_paise: number;
            /** Due Day */
            due_day: string | null;
            /**
             * Entry Id
             * Format: uuid
             */
            entry_id: string;
            /** Foreign Amount */
            foreign_amount: number | null;
            /** Imported Number */
            imported_number: string;
            /** Kind */
            kind: string;
            /** Narration */
            narration: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Position */
            position: number;
            /** Reference */
            reference: string;
            /** State */
            state: string;
        };
        /** EntityIn */
        EntityIn: {
            /** Entity Code */
            entity_code: string;
            /** Version */
            version: number;
        };
        /** EntityOut */
        EntityOut: {
            /** Code */
            code: string;
            /** Currency */
            currency: string;
            /** Gstins */
            gstins: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Ownership */
            ownership: string;
            /** Parent Code */
            parent_code: string | null;
        };
        /**
         * EntryIn
         * @description An entry for an open line of the other side. `lines` are those beside its own, all of them where it has none; debit positive. `mirror`: one line, the other bank ledger.
         */
        EntryIn: {
            /** Item */
            item: string;
            /** Lines */
            lines: components["schemas"]["LegIn"][];
            /**
             * Mirror
             * @default false
             */
            mirror: boolean;
            /** Narration */
            narration: string;
        };
        /**
         * EntryOut
         * @description The draft that waits for another person.
         */
        EntryOut: {
            /**
             * Entry Id
             * Format: uuid
             */
            entry_id: string;
        };
        /**
         * EntryProposal
         * @description The entry that a line of the other side calls for by rule; a leg without a ledger is for a person to name. `is_own`: the first leg is the line's own and stays as
         *     it is. `entry_id`: what books the line already.
         */
        EntryProposal: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entry Id */
            entry_id: string | null;
            /** Entry State */
            entry_state: string;
            /** Is Own */
            is_own: boolean;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["LegOut"][];
            /** Mirrors */
            mirrors: components["schemas"]["MirrorOut"][];
            /** Narration */
            narration: string;
        };
        /**
         * ErrorOut
         * @description What every error looks like: a stable code, a sentence for people, the request's id for support.
         */
        ErrorOut: {
            /** Code */
            code: string;
            /** Details */
            details: {
                [key: string]: unknown;
            }[] | null;
            /** Id */
            id: string;
            /** Sentence */
            sentence: string;
        };
        /**
         * EventOut
         * @description `topic` is stage.progress, document.changed, journal.changed, recon.changed, finding.changed or close.changed; the payload has type, id and patch.
         */
        EventOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Payload */
            payload: {
                [key: string]: unknown;
            };
            /** Seq */
            seq: number;
            /** Topic */
            topic: string;
        };
        /** EventsOut */
        EventsOut: {
            /** Events */
            events: components["schemas"]["EventOut"][];
            /** Last Seq */
            last_seq: number;
        };
        /**
         * EvidenceIn
         * @description A paper of the close, or a spot on it, that stands behind a draft.
         */
        EvidenceIn: {
            /** Box */
            box?: [
                number,
                number,
                number,
                number
            ] | null;
            /** Column */
            column?: string | null;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Page */
            page?: number | null;
            /** Row */
            row?: number | null;
            /** Sheet */
            sheet?: string | null;
        };
        /**
         * ExportIn
         * @description The list as it stands on the page: its tab, its filter, its order.
         */
        ExportIn: {
            /**
             * Form
             * @enum {string}
             */
            form: "csv" | "xlsx" | "pdf";
            /**
             * Q
             * @default
             */
            q: string;
            /**
             * Sort
             * @default
             */
            sort: string;
            /**
             * Stage
             * @default
             */
            stage: string;
            /**
             * Tab
             * @default decide
             * @enum {string}
             */
            tab: "decide" | "accepted" | "left" | "right";
        };
        /**
         * FieldIn
         * @description Another value for a field; `part` names the sheet of a paper with several.
         */
        FieldIn: {
            /** Box */
            box?: [
                number,
                number,
                number,
                number
            ] | null;
            /** Page */
            page?: number | null;
            /**
             * Part
             * @default
             */
            part: string;
            /** Value */
            value: string;
            /** Version */
            version: number;
        };
        /**
         * FieldOut
         * @description A field as it stands now. `value` is normalised (amounts "118000.50", dates ISO), `raw` is what the paper says, `part` the sheet it belongs to, `doubt` why a person
         *     must look ("" where nobody must, or where nothing but its status says so).
         */
        FieldOut: {
            /** Box */
            box: [
                number,
                number,
                number,
                number
            ] | null;
            /** Checks */
            checks: string[];
            /** Confidence */
            confidence: number;
            /** Doubt */
            doubt: string;
            /** Label */
            label: string;
            /** Name */
            name: string;
            /** Page */
            page: number | null;
            /** Part */
            part: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Raw */
            raw: string;
            /** Source */
            source: string;
            /** Status */
            status: string;
            /** Value */
            value: string;
        };
        /**
         * FiguresOut
         * @description A ledger's figures of the quarter (balances debit positive, movements as sizes) and how many posted vouchers move it, in the quarter and at all.
         */
        FiguresOut: {
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Ledger */
            ledger: string;
            /** Opening Paise */
            opening_paise: number;
            /** Vouchers */
            vouchers: number;
            /** Vouchers Ever */
            vouchers_ever: number;
        };
        /**
         * FindingOut
         * @description One thing wrong. `amount_paise` is the money at stake, `law` what a reader can open, `waive_reason` what was asked for.
         */
        FindingOut: {
            /** Agent */
            agent: string;
            /** Amount Paise */
            amount_paise: number;
            /** Asked By */
            asked_by: string | null;
            /** Entity Code */
            entity_code: string | null;
            /** Evidence */
            evidence: components["schemas"]["PlaceOut"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Law */
            law: string;
            /** Rule */
            rule: string;
            /** Sentence */
            sentence: string;
            /** Severity */
            severity: string;
            /** State */
            state: string;
            /** Subject */
            subject: string;
            /** Version */
            version: number;
            /** Waive Reason */
            waive_reason: string;
            /** Waived By */
            waived_by: string | null;
        };
        /**
         * FindingPage
         * @description Counts are over the quarter and entity, whatever the other filters say.
         */
        FindingPage: {
            /** By Rule */
            by_rule: components["schemas"]["RuleCount"][];
            by_severity: components["schemas"]["SeverityCounts"];
            /** Items */
            items: components["schemas"]["FindingOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * FinishIn
         * @description `sha256` of the whole file where the sender knows it: what arrived otherwise is refused.
         */
        FinishIn: {
            /**
             * Sha256
             * @default
             */
            sha256: string;
        };
        /**
         * ForeignIn
         * @description The leg in the currency it was agreed in: hundredths of one unit with the sign of the line; `rate` is rupees for one unit on `day`.
         */
        ForeignIn: {
            /** Amount */
            amount: number;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Rate */
            rate: number | string;
        };
        /**
         * ForeignOpeningIn
         * @description What a bank, loan or other ledger opened with, in hundredths of the currency; `amount_paise` where only a part of its opening balance is foreign.
         */
        ForeignOpeningIn: {
            /** Amount Paise */
            amount_paise?: number | null;
            /** Currency */
            currency: string;
            /** Entity Code */
            entity_code: string;
            /** Foreign Amount */
            foreign_amount: number;
            /** Ledger */
            ledger: string;
            /** Quarter */
            quarter: string;
        };
        /** ForeignOut */
        ForeignOut: {
            /** Amount */
            amount: number;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Rate */
            rate: string;
        };
        /** HealthOut */
        HealthOut: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
        };
        /**
         * HistoryOut
         * @description What was decided about a ledger. `merge_id` is what `unmerge` takes.
         */
        HistoryOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Can Undo */
            can_undo: boolean;
            /** Merge Id */
            merge_id: string | null;
            /** Quarter */
            quarter: string;
            /** What */
            what: string;
            /** Who */
            who: string;
        };
        /**
         * Hit
         * @description `link` is a path inside the page, without the entity and period in front.
         */
        Hit: {
            /** Id */
            id: string;
            /** Kind */
            kind: string;
            /** Link */
            link: string;
            /** Note */
            note: string;
            /** Title */
            title: string;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** InQuarterIn */
        InQuarterIn: {
            /**
             * Quarter
             * @description The quarter in whose close this is decided
             */
            quarter: string;
        };
        /**
         * InsteadIn
         * @description The match that these lines are taken out of, in the version that was seen.
         */
        InsteadIn: {
            /** Match */
            match: string;
            /** Version */
            version: number;
        };
        /** InvitationIn */
        InvitationIn: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /**
             * Name
             * @default
             */
            name: string;
            /** Roles */
            roles: ("admin" | "finance_manager" | "finance_exec" | "auditor" | "viewer")[];
        };
        /**
         * InvitationOut
         * @description `token` is shown once, to the person who invites; it is null in lists.
         */
        InvitationOut: {
            /** Accepted At */
            accepted_at: string | null;
            /** Email */
            email: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Roles */
            roles: string[];
            /** Token */
            token: string | null;
        };
        /** JobCounts */
        JobCounts: {
            /** Done */
            done: number;
            /** Failed */
            failed: number;
            /** Running */
            running: number;
        };
        /**
         * JournalCounts
         * @description Entries of each view. `approve` waits for anybody, `for_me` for your own approval.
         */
        JournalCounts: {
            /** All */
            all: number;
            /** Approve */
            approve: number;
            /** For Me */
            for_me: number;
            /** Mine */
            mine: number;
            /** Posted */
            posted: number;
            /** Returned */
            returned: number;
        };
        /**
         * JournalDetail
         * @description One voucher whole. `why_not` says why you cannot approve it and who can.
         *
         *     returned_by      who sent it back, beside `return_reason`
         *     changes          first proposal against what stands now
         *     reverses         the voucher that this one takes back; `reversed_by` the one that takes this one back (a draft that waits shows its state)
         *     reverses_on      the day its mirror posts by itself; `mirror` the posted mirror or null
         */
        JournalDetail: {
            /** Agent */
            agent: string;
            /** Amount Paise */
            amount_paise: number;
            /** Approvals */
            approvals: number;
            /** Approvers */
            approvers: components["schemas"]["ApprovalOut"][];
            /** Branch */
            branch: string;
            /** Can Approve */
            can_approve: boolean;
            /** Can Edit */
            can_edit: boolean;
            /** Changes */
            changes: components["schemas"]["ChangeOut"][];
            /** Checks */
            checks: components["schemas"]["CheckOut"][];
            /** Comments */
            comments: components["schemas"]["CommentOut"][];
            /** Comments Open */
            comments_open: number;
            /** Confidence */
            confidence: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Effect */
            effect: components["schemas"]["EffectOut"][];
            /** Entity Code */
            entity_code: string;
            /** Evidence */
            evidence: components["schemas"]["PlaceOut"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported Number */
            imported_number: string;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["JournalLineOut"][];
            /** Made By Name */
            made_by_name: string;
            /** Maker Id */
            maker_id: string | null;
            /** Narration */
            narration: string;
            need: components["schemas"]["NeedOut"];
            /** Needed */
            needed: number;
            /** Number */
            number: string | null;
            /** Party */
            party: string;
            /** Party Gstin */
            party_gstin: string;
            /** Reason */
            reason: string;
            /** Reference */
            reference: string;
            /** Reference Day */
            reference_day: string | null;
            /** Return Reason */
            return_reason: string;
            /** Returned By */
            returned_by: string;
            reversed_by: components["schemas"]["PairOut"] | null;
            reverses: components["schemas"]["PairOut"] | null;
            /** Reverses Id */
            reverses_id: string | null;
            /** Reverses On */
            reverses_on: string | null;
            /** Risk */
            risk: string;
            /** Routine */
            routine: boolean;
            /** Source */
            source: string;
            /** State */
            state: string;
            suggestion: components["schemas"]["SuggestionOut"] | null;
            /** Timeline */
            timeline: components["schemas"]["TimelineOut"][];
            /** Type Name */
            type_name: string;
            /** Version */
            version: number;
            /** Why Not */
            why_not: string;
        };
        /** JournalIn */
        JournalIn: {
            /**
             * Auto Reverse
             * @default false
             */
            auto_reverse: boolean;
            /**
             * Branch
             * @default
             */
            branch: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entity Code */
            entity_code: string;
            /** Evidence */
            evidence?: components["schemas"]["EvidenceIn"][] | null;
            kind: components["schemas"]["VoucherKind"];
            /** Lines */
            lines: components["schemas"]["LineIn"][];
            /** Narration */
            narration: string;
            /**
             * Party
             * @default
             */
            party: string;
            /**
             * Party Gstin
             * @default
             */
            party_gstin: string;
            /**
             * Reference
             * @default
             */
            reference: string;
            /** Reference Day */
            reference_day?: string | null;
            /** Reverses On */
            reverses_on?: string | null;
        };
        /**
         * JournalLineOut
         * @description One leg as it stands. `changed` names what differs from the first proposal ("ledger", "amount", "cost_centre", ..., "added").
         */
        JournalLineOut: {
            /** Bill */
            bill: string;
            bill_kind: components["schemas"]["BillKind"] | null;
            /** Changed */
            changed: string[];
            /** Cost Centre */
            cost_centre: string;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Due Day */
            due_day: string | null;
            foreign: components["schemas"]["ForeignOut"] | null;
            /** Ledger */
            ledger: string;
            /** Ledger Id */
            ledger_id: string | null;
            place: components["schemas"]["PlaceOut"] | null;
            /** Position */
            position: number;
            /** Reason */
            reason: string;
            /** Schedule Key */
            schedule_key: string;
        };
        /** JournalPage */
        JournalPage: {
            counts: components["schemas"]["JournalCounts"];
            /** Items */
            items: components["schemas"]["JournalRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
        };
        /** JournalPut */
        JournalPut: {
            /**
             * Auto Reverse
             * @default false
             */
            auto_reverse: boolean;
            /**
             * Branch
             * @default
             */
            branch: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Evidence */
            evidence?: components["schemas"]["EvidenceIn"][] | null;
            kind: components["schemas"]["VoucherKind"];
            /** Lines */
            lines: components["schemas"]["LineIn"][];
            /** Narration */
            narration: string;
            /**
             * Party
             * @default
             */
            party: string;
            /**
             * Party Gstin
             * @default
             */
            party_gstin: string;
            /**
             * Reference
             * @default
             */
            reference: string;
            /** Reference Day */
            reference_day?: string | null;
            /** Reverses On */
            reverses_on?: string | null;
            /** Version */
            version: number;
        };
        /**
         * JournalRow
         * @description One voucher. `number` is ours and given at posting; `imported_number` is the company's own. `risk` is low, medium or high, `reason` why.
         *
         *     approvals, needed  how many approvals its present wording has, and how many the ladder asks for (0 where it is posted)
         *     routine            it may be approved together with others: under the limit, no flags, one approver
         *     comments_open      questions about it that nobody resolved
         */
        JournalRow: {
            /** Agent */
            agent: string;
            /** Amount Paise */
            amount_paise: number;
            /** Approvals */
            approvals: number;
            /** Comments Open */
            comments_open: number;
            /** Confidence */
            confidence: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entity Code */
            entity_code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Imported Number */
            imported_number: string;
            /** Kind */
            kind: string;
            /** Made By Name */
            made_by_name: string;
            /** Narration */
            narration: string;
            /** Needed */
            needed: number;
            /** Number */
            number: string | null;
            /** Party */
            party: string;
            /** Reason */
            reason: string;
            /** Risk */
            risk: string;
            /** Routine */
            routine: boolean;
            /** Source */
            source: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /** KindIn */
        KindIn: {
            /** Kind */
            kind: string;
            /** Version */
            version: number;
        };
        /**
         * LadderIn
         * @description A whole ladder and why it changes.
         */
        LadderIn: {
            /** Reason */
            reason: string;
            /** Rules */
            rules: components["schemas"]["RuleIn"][];
        };
        /**
         * LadderOut
         * @description The ladder in force; `is_default` while the company has set none. `approvers` are the people who can approve at all, `roles` the roles a seat may ask for.
         */
        LadderOut: {
            /** Approvers */
            approvers: string[];
            asked: components["schemas"]["AskedLadder"] | null;
            /** By */
            by: string;
            /** Is Default */
            is_default: boolean;
            /** Reason */
            reason: string;
            /** Roles */
            roles: string[];
            /** Rules */
            rules: components["schemas"]["RuleOut"][];
            /** Since */
            since: string | null;
        };
        /**
         * LayoutColumn
         * @description One column. `key` names it in a mapping; `meaning` is what it is taken for ("ignore": nothing), `source` by whom: label, values, person.
         */
        LayoutColumn: {
            /** Confidence */
            confidence: number;
            /** Heading */
            heading: string;
            /** Key */
            key: string;
            /** Letters */
            letters: string;
            /** Meaning */
            meaning: string;
            /** Samples */
            samples: string[];
            /** Source */
            source: string;
            /** Status */
            status: string;
        };
        /** LayoutList */
        LayoutList: {
            /** Items */
            items: components["schemas"]["LayoutOut"][];
            /** Meanings */
            meanings: string[];
        };
        /**
         * LayoutOut
         * @description One layout of a close with its papers. `decided`: a person said what its columns are; `remembered`: it stands for the company's later papers too.
         */
        LayoutOut: {
            /** Columns */
            columns: components["schemas"]["LayoutColumn"][];
            /** Dates */
            dates: string;
            /** Decided */
            decided: boolean;
            /** Decimal */
            decimal: string;
            /** Kind */
            kind: string;
            /** Layout */
            layout: string;
            /** Papers */
            papers: components["schemas"]["LayoutPaper"][];
            /** Remembered */
            remembered: boolean;
        };
        /** LayoutPaper */
        LayoutPaper: {
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Kind */
            kind: string;
            /** Name */
            name: string;
            /** Part */
            part: string;
            /** State */
            state: string;
        };
        /**
         * LedgerLine
         * @description One voucher's part in the ledger; `balance_paise` runs from the opening balance, debit positive.
         */
        LedgerLine: {
            /** Balance Paise */
            balance_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Debit Paise */
            debit_paise: number;
            /**
             * Entry Id
             * Format: uuid
             */
            entry_id: string;
            /** Kind */
            kind: string;
            /** Narration */
            narration: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
        };
        /** LedgerOut */
        LedgerOut: {
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Lines */
            lines: components["schemas"]["LedgerLine"][];
            /** Mapping Reason */
            mapping_reason: string;
            /** Next Cursor */
            next_cursor: string | null;
            /** Opening Paise */
            opening_paise: number;
            /** Schedule Key */
            schedule_key: string;
            /** Total */
            total: number;
        };
        /** LegIn */
        LegIn: {
            /** Amount Paise */
            amount_paise: number;
            /** Ledger */
            ledger: string;
        };
        /** LegOut */
        LegOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Ledger */
            ledger: string;
            /** Reason */
            reason: string;
        };
        /**
         * LimitsOut
         * @description By which limits the run accepted. `threshold` is the least probability it accepted by score, null where rules alone accepted; rates are decimals as text.
         */
        LimitsOut: {
            /** Auto Accept */
            auto_accept: boolean;
            /** Exact Only */
            exact_only: boolean;
            /**
             * Fee Alone
             * @default 0
             */
            fee_alone: string;
            /** Limit Paise */
            limit_paise: number;
            /** Margin Least */
            margin_least: string;
            /** Precision Target */
            precision_target: string;
            /** Rules */
            rules: string;
            /**
             * Tax Alone
             * @default false
             */
            tax_alone: boolean;
            /** Threshold */
            threshold: number | null;
        };
        /** LineComment */
        LineComment: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Text */
            text: string;
        };
        /**
         * LineCommentIn
         * @description What a person says about one line of one side.
         */
        LineCommentIn: {
            /** Item */
            item: string;
            /**
             * Side
             * @enum {string}
             */
            side: "left" | "right";
            /** Text */
            text: string;
        };
        /**
         * LineEntryOut
         * @description The entry that books an open line. `ledger` is the account on its other side, "" once it is in the books.
         */
        LineEntryOut: {
            /** By Rule */
            by_rule: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ledger */
            ledger: string;
            /** Number */
            number: string;
            /** State */
            state: string;
        };
        /**
         * LineIn
         * @description One leg; debit positive, credit negative, in paise. `bill_kind` says what the line does to the bill it names.
         */
        LineIn: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Bill
             * @default
             */
            bill: string;
            bill_kind?: components["schemas"]["BillKind"] | null;
            /**
             * Cost Centre
             * @default
             */
            cost_centre: string;
            /** Due Day */
            due_day?: string | null;
            foreign?: components["schemas"]["ForeignIn"] | null;
            /** Ledger */
            ledger: string;
            /**
             * Reason
             * @default
             */
            reason: string;
        };
        /**
         * LineOut
         * @description A line of Schedule III that ledgers may go to.
         */
        LineOut: {
            /** Key */
            key: string;
            /** Label */
            label: string;
            /** Statement */
            statement: string;
        };
        /**
         * LookIn
         * @description What a look at an automatic match found. A wrong one needs a note and is rejected with it.
         */
        LookIn: {
            /**
             * Note
             * @default
             */
            note: string;
            /** Right */
            right: boolean;
            /** Version */
            version: number;
        };
        /**
         * ManualIn
         * @description Without a split and a named difference, both sides must agree to the paisa. `instead_of` is rejected in the same act: a re-pair.
         */
        ManualIn: {
            difference?: components["schemas"]["DifferenceIn"] | null;
            instead_of?: components["schemas"]["InsteadIn"] | null;
            /** Left */
            left: string[];
            /** Right */
            right: string[];
            split?: components["schemas"]["SplitIn"] | null;
        };
        /** MatchVersionIn */
        MatchVersionIn: {
            /**
             * Reason
             * @default
             */
            reason: string;
            /** Version */
            version: number;
        };
        /**
         * MeOut
         * @description The signed-in person, their company and what they may do. `csrf_token` goes into X-CSRF-Token on every change.
         */
        MeOut: {
            /** Csrf Token */
            csrf_token: string;
            /** Permissions */
            permissions: string[];
            tenant: components["schemas"]["MeTenant"];
            user: components["schemas"]["MeUser"];
        };
        /** MergeIn */
        MergeIn: {
            /**
             * Into Id
             * Format: uuid
             */
            into_id: string;
            /**
             * Quarter
             * @description The quarter in whose close this is decided
             */
            quarter: string;
            /** Reason */
            reason: string;
        };
        /**
         * MergePreview
         * @description What a merge would do. `effect`: the lines of the statements that it changes; none where both ledgers stand on one line.
         */
        MergePreview: {
            /** Effect */
            effect: components["schemas"]["EffectOut"][];
            gone: components["schemas"]["FiguresOut"];
            stays: components["schemas"]["FiguresOut"];
            together: components["schemas"]["FiguresOut"];
        };
        /** MeTenant */
        MeTenant: {
            /** Company Name */
            company_name: string;
            /** Division */
            division: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Is Sample */
            is_sample: boolean;
            /** Subscription Plan */
            subscription_plan: string;
        };
        /** MeUser */
        MeUser: {
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Roles */
            roles: string[];
        };
        /**
         * MirrorOut
         * @description The line of another bank account of the company that says the opposite.
         */
        MirrorOut: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Item */
            item: string;
            /** Ledger */
            ledger: string;
            /** Narration */
            narration: string;
        };
        /**
         * ModelAccountOut
         * @description One account of the neutral Indian chart with its line in both divisions; "" where a division has none.
         */
        ModelAccountOut: {
            /** Code */
            code: string;
            /** Division 1 */
            division_1: string;
            /** Division 2 */
            division_2: string;
            /** Group */
            group: string;
            /** Name */
            name: string;
            /** Nature */
            nature: string;
            /** Role */
            role: string;
            /** Tds Key */
            tds_key: string;
        };
        /**
         * ModelCallOut
         * @description One call: about which paper, what it cost, and what of the answer was not believed. No text of paper or answer is kept.
         */
        ModelCallOut: {
            /** Agent */
            agent: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Cost Paise */
            cost_paise: number;
            /** Document */
            document: string;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Error */
            error: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Model */
            model: string;
            /** Refused */
            refused: string[];
            /** Seconds */
            seconds: number | null;
            /** State */
            state: string;
            /** Tokens In */
            tokens_in: number;
            /** Tokens Out */
            tokens_out: number;
        };
        /** ModelCallPage */
        ModelCallPage: {
            /** Items */
            items: components["schemas"]["ModelCallOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * ModelChartOut
         * @description What a person chooses from: lines of the company's division, and the model accounts.
         */
        ModelChartOut: {
            /** Accounts */
            accounts: components["schemas"]["ModelAccountOut"][];
            /** Division */
            division: string;
            /** Groups */
            groups: string[];
            /** Lines */
            lines: components["schemas"]["LineOut"][];
        };
        /**
         * ModelOut
         * @description What decisions of a kind taught: trees, or with `_experience` behind the kind a lesson. `state`: champion (in use), challenger (measured beside it), retired. `metrics`: figures of both on corrections that neither was trained on.
         */
        ModelOut: {
            /** Digest */
            digest: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Metrics */
            metrics: {
                [key: string]: unknown;
            };
            /** Promoted At */
            promoted_at: string | null;
            /** Promoted By */
            promoted_by: string;
            /** State */
            state: string;
            /** Trained On */
            trained_on: {
                [key: string]: unknown;
            };
            /** Why */
            why: string;
        };
        /**
         * ModelPolicyIn
         * @description What the company allows. `version` is the one that was shown, 0 where nobody decided yet.
         *
         *     model            anthropic:NAME, openai:NAME or openai-responses:NAME
         *     month_cap_paise  what a calendar month's calls may cost; prices are paise for a million tokens, as the company pays them
         */
        ModelPolicyIn: {
            /** Allowed */
            allowed: boolean;
            /** Model */
            model: string;
            /** Month Cap Paise */
            month_cap_paise: number;
            /** Price In Paise */
            price_in_paise: number;
            /** Price Out Paise */
            price_out_paise: number;
            /**
             * Seconds
             * @default 60
             */
            seconds: number;
            /** Version */
            version: number;
        };
        /**
         * ModelPolicyOut
         * @description What stands, what this month's calls cost and may yet cost, and whether this installation has a key for the model.
         */
        ModelPolicyOut: {
            /** Allowed */
            allowed: boolean;
            /** Decided At */
            decided_at: string | null;
            /** Decided By */
            decided_by: string | null;
            /** Has Key */
            has_key: boolean;
            /** Model */
            model: string;
            /** Month Cap Paise */
            month_cap_paise: number;
            /** Price In Paise */
            price_in_paise: number;
            /** Price Out Paise */
            price_out_paise: number;
            /** Seconds */
            seconds: number;
            /** Spent Paise */
            spent_paise: number;
            /** Version */
            version: number;
        };
        /**
         * ModelTextOut
         * @description `content` is the text that `qrt recon --model` takes.
         */
        ModelTextOut: {
            /** Content */
            content: string;
            /** Digest */
            digest: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Metrics */
            metrics: {
                [key: string]: unknown;
            };
            /** Promoted At */
            promoted_at: string | null;
            /** Promoted By */
            promoted_by: string;
            /** State */
            state: string;
            /** Trained On */
            trained_on: {
                [key: string]: unknown;
            };
            /** Why */
            why: string;
        };
        /** NameCount */
        NameCount: {
            /** Count */
            count: number;
            /** Name */
            name: string;
        };
        /**
         * NeedOut
         * @description What the ladder asks of this entry: how many different people, which roles, by which rules, who has approved and who still can.
         */
        NeedOut: {
            /** Approvers */
            approvers: number;
            /** Because */
            because: string[];
            /** Can Approve */
            can_approve: string[];
            /** Given */
            given: number;
            /** Roles */
            roles: string[];
        };
        /**
         * OfferOut
         * @description One place for a ledger. `source` is decision, memory, group, name, use or side; `confidence` how often such an offer is right.
         */
        OfferOut: {
            /** Confidence */
            confidence: number;
            /** Line */
            line: string;
            /** Nature */
            nature: string;
            /** Reason */
            reason: string;
            /** Role */
            role: string;
            /** Schedule Key */
            schedule_key: string;
            /** Source */
            source: string;
            /** Tds Key */
            tds_key: string;
        };
        /**
         * OpeningBillIn
         * @description One bill that was open on the day before the quarter; signed, debit positive. Hundredths of `currency` where it is foreign.
         */
        OpeningBillIn: {
            /** Amount Paise */
            amount_paise: number;
            /** Bill */
            bill: string;
            /** Currency */
            currency?: string | null;
            /** Day */
            day?: string | null;
            /** Due Day */
            due_day?: string | null;
            /** Foreign Amount */
            foreign_amount?: number | null;
        };
        /**
         * OpeningBillOut
         * @description One bill (or advance) that was open on the day before the quarter; signed, debit positive.
         */
        OpeningBillOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Bill */
            bill: string;
            /** Currency */
            currency: string | null;
            /** Day */
            day: string | null;
            /** Due Day */
            due_day: string | null;
            /** Foreign Amount */
            foreign_amount: number | null;
        };
        /**
         * OpeningBillsIn
         * @description All bills that the party opened with, and where they come from. An empty list takes back what was entered.
         */
        OpeningBillsIn: {
            /** Bills */
            bills: components["schemas"]["OpeningBillIn"][];
            /** Reason */
            reason: string;
        };
        /** OpeningRow */
        OpeningRow: {
            /** Differs */
            differs: boolean;
            /** Entity Code */
            entity_code: string;
            /** Ledger */
            ledger: string;
            /** Said */
            said: components["schemas"]["SaidOut"][];
            /** Used Paise */
            used_paise: number;
        };
        /**
         * OpeningSourceOut
         * @description A source of opening balances. `profit_paise` is what income and expense of the year before came to in it (credit negative), taken to `retained_ledger`.
         */
        OpeningSourceOut: {
            /** Difference Paise */
            difference_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Kind */
            kind: string;
            /** Ledgers */
            ledgers: number;
            /** Profit Paise */
            profit_paise: number;
            /** Retained Ledger */
            retained_ledger: string;
            /** Used */
            used: boolean;
            /** Words */
            words: string;
        };
        /**
         * OpeningsPage
         * @description Opening balances by source. `stale` says why they no longer hold, "" when they do: run the close again then.
         */
        OpeningsPage: {
            /** Differences */
            differences: number;
            /** Items */
            items: components["schemas"]["OpeningRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Sources */
            sources: components["schemas"]["OpeningSourceOut"][];
            /** Stale */
            stale: string;
            /** Total */
            total: number;
        };
        /**
         * OutcomeOut
         * @description What became of one entry: done, or why not. `id` is the entry it is about, `made_id` the new draft where one was made.
         */
        OutcomeOut: {
            /** Code */
            code: string;
            /** Id */
            id: string | null;
            /** Made Id */
            made_id: string | null;
            /** Number */
            number: string;
            /** Ok */
            ok: boolean;
            /** Sentence */
            sentence: string;
        };
        /** PackageOut */
        PackageOut: {
            /** Available */
            available: boolean;
            /** Digest */
            digest: string;
            /** Run */
            run: number;
            /** Size */
            size: number;
        };
        /** PageSize */
        PageSize: {
            /** Height */
            height: number;
            /** Number */
            number: number;
            /** Width */
            width: number;
        };
        /**
         * PairOut
         * @description The other half of a reversal.
         */
        PairOut: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string | null;
            /** Reason */
            reason: string;
            /** State */
            state: string;
        };
        /**
         * PartIn
         * @description The pages of one paper, counted from 1.
         */
        PartIn: {
            /** First Page */
            first_page: number;
            /** Last Page */
            last_page: number;
        };
        /**
         * PartOf
         * @description The PDF that a paper was cut out of, and its pages there.
         */
        PartOf: {
            /** First Page */
            first_page: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Last Page */
            last_page: number;
            /** Name */
            name: string;
        };
        /**
         * PartsIn
         * @description Every paper in a PDF, in order: each page stands in one. One part of all pages says that it is one paper.
         */
        PartsIn: {
            /** Parts */
            parts: components["schemas"]["PartIn"][];
            /** Version */
            version: number;
        };
        /**
         * PartyDetail
         * @description `ledger_id` is what the party's statement is asked by; null when the books no longer have its ledger.
         */
        PartyDetail: {
            /** As Of */
            as_of: string | null;
            asked: components["schemas"]["AskedBillsOut"] | null;
            /** Balance Paise */
            balance_paise: number;
            /** Columns Paise */
            columns_paise: {
                [key: string]: number;
            };
            /** Control */
            control: boolean;
            /** Credit Days */
            credit_days: number | null;
            /** Entity Code */
            entity_code: string;
            /** Gstin */
            gstin: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Items */
            items: components["schemas"]["qrt__api__parties__ItemOut"][];
            /** Ledger */
            ledger: string;
            /** Ledger Id */
            ledger_id: string | null;
            /** Msme */
            msme: string;
            /** Names */
            names: string[];
            /** On Line */
            on_line: string;
            /** Opening Bills */
            opening_bills: components["schemas"]["OpeningBillOut"][];
            /** Opening Paise */
            opening_paise: number;
            /** Overdue Paise */
            overdue_paise: number;
            /** Pan */
            pan: string;
            /** Realised */
            realised: components["schemas"]["RealisedOut"][];
            /** Said */
            said: {
                [key: string]: string;
            };
            /** Same As */
            same_as: string[];
            /** Side */
            side: string;
            /** Trader */
            trader: boolean;
            /** Udyam */
            udyam: string;
        };
        /** PartyIn */
        PartyIn: {
            /** Credit Days */
            credit_days?: number | null;
            /** Gstin */
            gstin?: string | null;
            /** Msme */
            msme?: ("micro" | "small" | "medium" | "none") | null;
            /** Pan */
            pan?: string | null;
            /** Trader */
            trader?: boolean | null;
            /** Udyam */
            udyam?: string | null;
        };
        /**
         * PartyOut
         * @description One party. Amounts run its way: what a customer owes us, what we owe a vendor, is positive; `same_as` are ledgers that look like the same party.
         */
        PartyOut: {
            /** Balance Paise */
            balance_paise: number;
            /** Columns Paise */
            columns_paise: {
                [key: string]: number;
            };
            /** Control */
            control: boolean;
            /** Credit Days */
            credit_days: number | null;
            /** Entity Code */
            entity_code: string;
            /** Gstin */
            gstin: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ledger */
            ledger: string;
            /** Msme */
            msme: string;
            /** Overdue Paise */
            overdue_paise: number;
            /** Pan */
            pan: string;
            /** Same As */
            same_as: string[];
            /** Side */
            side: string;
            /** Trader */
            trader: boolean;
            /** Udyam */
            udyam: string;
        };
        /** PartyPage */
        PartyPage: {
            /** Balance Paise */
            balance_paise: number;
            /** Items */
            items: components["schemas"]["PartyOut"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Overdue Paise */
            overdue_paise: number;
            /** Total */
            total: number;
        };
        /**
         * PartyStatement
         * @description `bills` stand on the first page; `more_bills` when there are more than it takes.
         */
        PartyStatement: {
            /** Bills */
            bills: components["schemas"]["BillOut"][];
            /** Brought Forward Paise */
            brought_forward_paise: number;
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** Gstin */
            gstin: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Lines */
            lines: components["schemas"]["EnquiryLine"][];
            /** More Bills */
            more_bills: boolean;
            /** Next Cursor */
            next_cursor: string | null;
            /** Opening Paise */
            opening_paise: number;
            /** Openings Left Out */
            openings_left_out: boolean;
            /** Pan */
            pan: string;
            /** Party */
            party: string;
            /** Schedule Key */
            schedule_key: string;
        };
        /**
         * PasswordIn
         * @description What opens the paper. `keep`: seal it, and try it on the next papers that come locked.
         */
        PasswordIn: {
            /**
             * Keep
             * @default true
             */
            keep: boolean;
            /**
             * Password
             * Format: password
             */
            password: string;
            /** Version */
            version: number;
        };
        /** PasswordList */
        PasswordList: {
            /** Items */
            items: components["schemas"]["PasswordOut"][];
        };
        /**
         * PasswordOut
         * @description A password that is kept, by the paper it opened; never the password. `shape` is the paper's name with its digits blotted out.
         */
        PasswordOut: {
            /**
             * Given At
             * Format: date-time
             */
            given_at: string;
            /** Given By */
            given_by: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Number */
            number: string;
            /** Party */
            party: string;
            /** Shape */
            shape: string;
        };
        /**
         * PastOut
         * @description Another line of the party: `status` is open, or that of its match; `days_after` how long the other side came after ours.
         */
        PastOut: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Days After */
            days_after: number | null;
            /** Narration */
            narration: string;
            /** Quarter */
            quarter: string;
            /** Stage */
            stage: string | null;
            /** Status */
            status: string;
        };
        /**
         * PeriodOut
         * @description A quarter that the company may work on. `close_id` is null until somebody opens its close.
         */
        PeriodOut: {
            /** Close Id */
            close_id: string | null;
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /** Label */
            label: string;
            /**
             * Last Day
             * Format: date
             */
            last_day: string;
            /** Quarter */
            quarter: string;
            /** State */
            state: string;
        };
        /**
         * PeriodState
         * @description An entity's quarter. `state`: open, soft_closed (controllers write and post), locked (nobody). `asked_*`: who wants a locked one reopened, and why.
         */
        PeriodState: {
            /** Asked At */
            asked_at: string | null;
            /** Asked By */
            asked_by: string;
            /** Asked By Id */
            asked_by_id: string | null;
            /** Asked Reason */
            asked_reason: string;
            /** Entity Code */
            entity_code: string;
            /** Locked At */
            locked_at: string | null;
            /** Locked By */
            locked_by: string;
            /** Quarter */
            quarter: string;
            /** State */
            state: string;
        };
        /** PersonOut */
        PersonOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * PlaceOut
         * @description A spot on a paper. `document_id` is null when the paper is not among the company's papers any more.
         */
        PlaceOut: {
            /** Box */
            box: [
                number,
                number,
                number,
                number
            ] | null;
            /** Column */
            column: string | null;
            /** Document */
            document: string;
            /** Document Id */
            document_id: string | null;
            /**
             * Name
             * @default
             */
            name: string;
            /** Page */
            page: number | null;
            /** Row */
            row: number | null;
            /** Sheet */
            sheet: string | null;
        };
        /**
         * PrecisionOut
         * @description How right the sample was found. `at_least` holds with a certainty of 95 %: the largest as found, the drawn ones by the bound of Clopper and Pearson.
         */
        PrecisionOut: {
            /** Accepted */
            accepted: number;
            /** At Least */
            at_least: number | null;
            /** Drawn */
            drawn: number;
            /** Drawn Right */
            drawn_right: number;
            /** Drawn Seen */
            drawn_seen: number;
            /** Largest */
            largest: number;
            /** Largest Right */
            largest_right: number;
            /** Largest Seen */
            largest_seen: number;
            /** Measured */
            measured: number | null;
        };
        /**
         * PrepareIn
         * @description The statement as it was seen. `because` is needed where something is not explained, and where suggestions are `undecided`: that many were seen.
         */
        PrepareIn: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /**
             * Because
             * @default
             */
            because: string;
            /** Digest */
            digest: string;
            /**
             * Undecided
             * @default 0
             */
            undecided: number;
        };
        /** Progress */
        Progress: {
            /** Run */
            run: number;
            /** Stages */
            stages: components["schemas"]["StageProgress"][];
            /** State */
            state: string;
        };
        /**
         * ProjectOut
         * @description Work in progress. `bucket` is "" where nobody knows since when money was spent.
         */
        ProjectOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Bucket */
            bucket: string;
            /** Due */
            due: string | null;
            /** Entity Code */
            entity_code: string;
            /** Key */
            key: string;
            /** Ledger */
            ledger: string;
            /** Name */
            name: string;
            /** Overdue Days */
            overdue_days: number;
            place: components["schemas"]["PlaceOut"] | null;
            /** Since */
            since: string | null;
        };
        /**
         * ProposalOut
         * @description An alias that a habit suggests: `accepted` times by people; of all matches that stand it would have made `would_match` and made `wrong` wrong.
         */
        ProposalOut: {
            /** Accepted */
            accepted: number;
            /** Alias */
            alias: string;
            /** Decided At */
            decided_at: string | null;
            /** Examples */
            examples: string[];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /**
             * Made At
             * Format: date-time
             */
            made_at: string;
            /** Party */
            party: string;
            /** State */
            state: string;
            /** Would Match */
            would_match: number;
            /** Wrong */
            wrong: number;
        };
        /**
         * ProposedEntry
         * @description The entry that waits for this paper.
         */
        ProposedEntry: {
            /** Entry Id */
            entry_id: string | null;
            /** Lines */
            lines: components["schemas"]["ProposedLine"][];
            /** Reason */
            reason: string;
        };
        /** ProposedLine */
        ProposedLine: {
            /** Amount Paise */
            amount_paise: number;
            /** Ledger */
            ledger: string;
            /** Reason */
            reason: string;
        };
        /**
         * BlockIn
         * @description What a block stood at on the first day of the tax year.
         */
        qrt__api__assets__BlockIn: {
            /** Block */
            block: string;
            /** Entity Code */
            entity_code: string;
            /** Quarter */
            quarter: string;
            /** Rate */
            rate?: string | null;
            /** Reason */
            reason: string;
            /** Value Paise */
            value_paise: number;
        };
        /**
         * AcceptIn
         * @description The line for a ledger: an offer's or any other. `seen` is the line that the person saw it in; role and TDS nature are left to the rules when not given.
         */
        qrt__api__chart__AcceptIn: {
            /**
             * Quarter
             * @description The quarter in whose close this is decided
             */
            quarter: string;
            /** Role */
            role?: string | null;
            /** Schedule Key */
            schedule_key: string;
            /** Seen */
            seen: string;
            /** Tds Key */
            tds_key?: string | null;
        };
        /** BlockIn */
        qrt__api__closes__BlockIn: {
            /** Because */
            because: string;
            /** Version */
            version: number;
        };
        /**
         * ItemOut
         * @description One part of the balance, debit positive: bill, advance, on_account, opening or exchange.
         */
        qrt__api__parties__ItemOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Basis */
            basis: string;
            /** Currency */
            currency: string;
            /** Day */
            day: string | null;
            /** Disputed */
            disputed: boolean;
            /** Doubtful */
            doubtful: string;
            /** Due Day */
            due_day: string | null;
            /** Due From */
            due_from: string;
            /** Entry Id */
            entry_id: string | null;
            /** Foreign Amount */
            foreign_amount: number;
            /** Foreign Open */
            foreign_open: number;
            /** Kind */
            kind: string;
            /** Number */
            number: string;
            /** Open Paise */
            open_paise: number;
            /** Settlements */
            settlements: components["schemas"]["SettlementOut"][];
            /** Voucher */
            voucher: string;
        };
        /**
         * ItemOut
         * @description One line of one side. `taxes` is for GSTR-2B: taxable, igst, cgst, sgst, cess in paise.
         */
        qrt__api__recon__ItemOut: {
            /** Amount Paise */
            amount_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Item */
            item: string;
            /** Labels */
            labels: {
                [key: string]: string;
            };
            /** Narration */
            narration: string;
            /** Party */
            party: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Reference */
            reference: string;
            /** Side */
            side: string;
            /** Taxes */
            taxes: {
                [key: string]: number;
            };
        };
        /** AcceptIn */
        qrt__api__users__AcceptIn: {
            /** Name */
            name: string;
            /** Password */
            password: string;
            /** Token */
            token: string;
        };
        /**
         * RateIn
         * @description Rupees for one unit, as text.
         */
        RateIn: {
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * Kind
             * @default closing
             * @enum {string}
             */
            kind: "closing" | "average" | "reference" | "historical";
            /** Quarter */
            quarter: string;
            /** Rate */
            rate: string;
            /** Source */
            source: string;
        };
        /** ReadyOut */
        ReadyOut: {
            /** Cache */
            cache: boolean;
            /** Database */
            database: boolean;
            /**
             * Search
             * @enum {string}
             */
            search: "database" | "opensearch" | "database_while_opensearch_is_away";
        };
        /**
         * RealisedOut
         * @description A foreign bill settled at another rate; `difference_paise` is what that left in the ledger, debit positive.
         */
        RealisedOut: {
            /** Bill */
            bill: string;
            /** Currency */
            currency: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Difference Paise */
            difference_paise: number;
            /** Entry Id */
            entry_id: string | null;
            /** Foreign */
            foreign: number;
        };
        /**
         * ReasonIn
         * @description An act that must say why.
         */
        ReasonIn: {
            /** Reason */
            reason: string;
            /** Version */
            version: number;
        };
        /**
         * ReasonOut
         * @description What spoke for the match; the weights add up to its score.
         */
        ReasonOut: {
            /** Text */
            text: string;
            /** Weight */
            weight: number;
        };
        /**
         * Received
         * @description What became of one uploaded file at once; reading it follows in the run.
         */
        Received: {
            /** Duplicate Of */
            duplicate_of: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Reason */
            reason: string;
            /** Sha256 */
            sha256: string;
            /** State */
            state: string;
        };
        /** ReconChangeOut */
        ReconChangeOut: {
            /** After Paise */
            after_paise: number | null;
            /** Before Paise */
            before_paise: number | null;
            /**
             * How
             * @enum {string}
             */
            how: "gone" | "new" | "changed";
            /** Text */
            text: string;
            /** What */
            what: string;
        };
        /**
         * ReconCounts
         * @description `drafted`: open lines of a bank for which an entry waits to be decided on.
         */
        ReconCounts: {
            /** Accepted */
            accepted: number;
            /** Auto */
            auto: number;
            /** Drafted */
            drafted: number;
            /** Left Open */
            left_open: number;
            /** Rejected */
            rejected: number;
            /** Right Open */
            right_open: number;
            /** Suggested */
            suggested: number;
        };
        /**
         * ReconDetail
         * @description Closings are those of the day `as_of`, null where nobody states them; `explained_paise` is what open lines and agreed differences come to between the two.
         *
         *     A difference is ours less theirs. `later`: lines of days after `as_of`, which stand on the bench and in none of the sums.
         */
        ReconDetail: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Books Closing Paise */
            books_closing_paise: number | null;
            /** Close Run */
            close_run: number;
            /** Close State */
            close_state: string;
            counts: components["schemas"]["ReconCounts"];
            /** Difference Paise */
            difference_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Explained Paise */
            explained_paise: number;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Later */
            later: number;
            /** Left Total Paise */
            left_total_paise: number;
            /** Lines */
            lines: number;
            /** Other Closing Paise */
            other_closing_paise: number | null;
            /** Quarter */
            quarter: string;
            /** Replaced */
            replaced: number;
            /** Right Total Paise */
            right_total_paise: number;
            /** Run */
            run: number | null;
            /** Stages */
            stages: components["schemas"]["StageCount"][];
            /** State */
            state: string;
            /** Subject */
            subject: string;
        };
        /**
         * ReconFileOut
         * @description The file of an export; `size` in bytes.
         */
        ReconFileOut: {
            /** Name */
            name: string;
            /** Size */
            size: number;
        };
        /**
         * ReconJobOut
         * @description A job over reconciliations. `result` is there for `try` once it is done, `file` for `export` as long as the file is kept.
         */
        ReconJobOut: {
            /**
             * Asked At
             * Format: date-time
             */
            asked_at: string;
            /** By */
            by: string;
            /** Done */
            done: number;
            /** Ended At */
            ended_at: string | null;
            /** Failed */
            failed: number;
            file: components["schemas"]["ReconFileOut"] | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "undo" | "try" | "export";
            /** Message */
            message: string;
            /** Quarter */
            quarter: string;
            /** Reason */
            reason: string;
            /** Report Id */
            report_id: string | null;
            result: components["schemas"]["TrialOut"] | null;
            /** Stage */
            stage: string;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "running" | "done" | "stopped" | "failed";
            /** Total */
            total: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * ReconOut
         * @description One reconciliation. Left is our books, right the other side's; `state` is decided when nothing waits.
         */
        ReconOut: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            counts: components["schemas"]["ReconCounts"];
            /** Difference Paise */
            difference_paise: number;
            /** Entity Code */
            entity_code: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Left Total Paise */
            left_total_paise: number;
            /** Right Total Paise */
            right_total_paise: number;
            /** State */
            state: string;
            /** Subject */
            subject: string;
        };
        /**
         * ReconPage
         * @description `total` and `total_paise` are of the whole list; its first page alone says them.
         */
        ReconPage: {
            /** Items */
            items: components["schemas"]["ReconRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number | null;
            /** Total Paise */
            total_paise: number | null;
        };
        /**
         * ReconRow
         * @description A match with its items, or a break: an item without its counterpart, and the entry that books it. Among the pairs to decide a break has the stage new_entry.
         */
        ReconRow: {
            /** Age Days */
            age_days: number | null;
            /** Difference Paise */
            difference_paise: number;
            entry: components["schemas"]["LineEntryOut"] | null;
            /** Id */
            id: string;
            /** Left */
            left: components["schemas"]["qrt__api__recon__ItemOut"][];
            /** Margin */
            margin: number | null;
            nearest: components["schemas"]["qrt__api__recon__ItemOut"] | null;
            /** Reasons */
            reasons: components["schemas"]["ReasonOut"][];
            /** Right */
            right: components["schemas"]["qrt__api__recon__ItemOut"][];
            /** Score */
            score: number | null;
            /** Stage */
            stage: string;
            /** Status */
            status: string;
            /**
             * Type
             * @enum {string}
             */
            type: "match" | "break";
            /** Version */
            version: number;
            /** Why Not */
            why_not: string;
        };
        /**
         * ReconSectionOut
         * @description Lines of one kind. `ages_paise` are the totals of 0 to 30 days, 31 to 90, over 90; `count` is of all lines, `lines` are the oldest of them.
         */
        ReconSectionOut: {
            /** Ages Paise */
            ages_paise: number[];
            /** Count */
            count: number;
            /** Key */
            key: string;
            /** Label */
            label: string;
            /** Lines */
            lines: components["schemas"]["ReconStatementLineOut"][];
            /**
             * Sign
             * @enum {string}
             */
            sign: "add" | "less" | "";
            /** Stale Paise */
            stale_paise: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * ReconSideOut
         * @description One side up to the day: what opened it, its entries, those with a counterpart, the others by age.
         */
        ReconSideOut: {
            /** Ages Paise */
            ages_paise: number[];
            /** Entries */
            entries: number;
            /** Matched */
            matched: number;
            /** Matched Paise */
            matched_paise: number;
            /** Open */
            open: number;
            /** Opening Paise */
            opening_paise: number | null;
            /**
             * Side
             * @enum {string}
             */
            side: "left" | "right";
            /** Total Paise */
            total_paise: number;
        };
        /**
         * ReconSignatureOut
         * @description A statement that was signed. `stands`: it is still what the reconciliation says; else `changes` are what is otherwise, `changed` of them in all.
         */
        ReconSignatureOut: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Because */
            because: string;
            /** Changed */
            changed: number;
            /** Changes */
            changes: components["schemas"]["ReconChangeOut"][];
            /** Digest */
            digest: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Prepared At
             * Format: date-time
             */
            prepared_at: string;
            /** Prepared By */
            prepared_by: string;
            /**
             * Prepared By Id
             * Format: uuid
             */
            prepared_by_id: string;
            /** Reviewed At */
            reviewed_at: string | null;
            /** Reviewed By */
            reviewed_by: string;
            /** Stands */
            stands: boolean;
        };
        /**
         * ReconStatementLineOut
         * @description A line that stands between. `side` is left, right, or match where the amounts of a match differ.
         */
        ReconStatementLineOut: {
            /** Age Days */
            age_days: number;
            /** Amount Paise */
            amount_paise: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Item */
            item: string;
            place: components["schemas"]["PlaceOut"] | null;
            /** Reference */
            reference: string;
            /** Side */
            side: string;
            /** Stale */
            stale: boolean;
            /** Text */
            text: string;
        };
        /**
         * ReconStatementOut
         * @description The statement as at a day: books, what stands between by section, and the other side. `undecided` suggestions stand in it as matched. `digest` is what a signature holds.
         */
        ReconStatementOut: {
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Books Paise */
            books_paise: number;
            /** Computed Paise */
            computed_paise: number;
            /** Digest */
            digest: string;
            /** Entity Code */
            entity_code: string;
            /**
             * First Day
             * Format: date
             */
            first_day: string;
            /** Kind */
            kind: string;
            /**
             * Last Day
             * Format: date
             */
            last_day: string;
            /** Sections */
            sections: components["schemas"]["ReconSectionOut"][];
            /** Sides */
            sides: components["schemas"]["ReconSideOut"][];
            /** Signatures */
            signatures: components["schemas"]["ReconSignatureOut"][];
            /** Stated Paise */
            stated_paise: number | null;
            /** Subject */
            subject: string;
            /** Undecided */
            undecided: number;
            /** Undecided Paise */
            undecided_paise: number;
            /** Unexplained Paise */
            unexplained_paise: number | null;
        };
        /** RefreshIn */
        RefreshIn: {
            /** Refresh Token */
            refresh_token: string;
        };
        /** RenameIn */
        RenameIn: {
            /** Name */
            name: string;
            /**
             * Quarter
             * @description The quarter in whose close this is decided
             */
            quarter: string;
            /** Reason */
            reason: string;
        };
        /**
         * RetireIn
         * @description Why it is taken out of use.
         */
        RetireIn: {
            /** Reason */
            reason: string;
        };
        /** ReverseIn */
        ReverseIn: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Reason */
            reason: string;
        };
        /** ReviewIn */
        ReviewIn: {
            /** Digest */
            digest: string;
        };
        /**
         * RoutineFilter
         * @description Which of the routine drafts of a quarter. Nothing set means all of them.
         */
        RoutineFilter: {
            /**
             * Agent
             * @default
             */
            agent: string;
            /** Amount Paise Max */
            amount_paise_max?: number | null;
            /**
             * Entity Code
             * @default
             */
            entity_code: string;
            kind?: components["schemas"]["VoucherKind"] | null;
            /** Quarter */
            quarter: string;
            /**
             * Words
             * @default
             */
            words: string;
        };
        /**
         * RoutinePage
         * @description What a bulk approval with this filter would approve, oldest first; `effect` is that of all of them together.
         */
        RoutinePage: {
            /** Count */
            count: number;
            /** Effect */
            effect: components["schemas"]["EffectOut"][];
            /** Items */
            items: components["schemas"]["JournalRow"][];
            /** Limit Paise */
            limit_paise: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * RowPage
         * @description Typed rows of a register, statement or return, as they were read.
         */
        RowPage: {
            /** Items */
            items: {
                [key: string]: unknown;
            }[];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** RuleCount */
        RuleCount: {
            /** Amount Paise */
            amount_paise: number;
            /** Count */
            count: number;
            /** Rule */
            rule: string;
        };
        /**
         * RuleHabitOut
         * @description `percent` is text, of the amount; null for taxes. Nothing counts before two people put a rule in force.
         */
        RuleHabitOut: {
            /** Accepted */
            accepted: number;
            /** Percent */
            percent: string | null;
            /**
             * Rule
             * @enum {string}
             */
            rule: "tax_alone" | "fee_alone";
            /** Waiting */
            waiting: number;
        };
        /**
         * RuleIn
         * @description One rung: it speaks for an entry that fits everything it names. `seats` are the roles that must approve, one different person each.
         *
         *     above_paise  entries larger than this; roles, schedule, ledgers: one of the lines moves such an account (ledger role, beginning of a Schedule III key, name)
         */
        RuleIn: {
            /**
             * Above Paise
             * @default 0
             */
            above_paise: number;
            /** Kinds */
            kinds?: string[];
            /** Ledgers */
            ledgers?: string[];
            /** Name */
            name: string;
            /** Roles */
            roles?: string[];
            /** Schedule */
            schedule?: string[];
            /** Seats */
            seats: string[];
            /** Sources */
            sources?: string[];
        };
        /** RuleOut */
        RuleOut: {
            /** Above Paise */
            above_paise: number;
            /** Kinds */
            kinds: string[];
            /** Ledgers */
            ledgers: string[];
            /** Name */
            name: string;
            /** Roles */
            roles: string[];
            /** Schedule */
            schedule: string[];
            /** Seats */
            seats: string[];
            /** Sources */
            sources: string[];
        };
        /**
         * RulesIn
         * @description Rules of an account; null leaves a thing to the company's policy. Rates are decimals as text: tolerance and fee in percent, the precision as a share.
         */
        RulesIn: {
            /** Amount Tolerance Paise */
            amount_tolerance_paise?: number | null;
            /**
             * Auto Accept
             * @default true
             */
            auto_accept: boolean;
            /** Auto Accept Limit Paise */
            auto_accept_limit_paise?: number | null;
            /**
             * Exact Only
             * @default false
             */
            exact_only: boolean;
            /** Fee Alone */
            fee_alone?: string | null;
            /** Margin Least */
            margin_least?: string | null;
            /** Patterns */
            patterns?: string[];
            /** Precision Target */
            precision_target?: string | null;
            /** Rate Tolerance */
            rate_tolerance?: string | null;
            /**
             * Tax Alone
             * @default false
             */
            tax_alone: boolean;
            /** Window Days */
            window_days?: number | null;
        };
        /** RulesOut */
        RulesOut: {
            /** Amount Tolerance Paise */
            amount_tolerance_paise: number | null;
            /** Auto Accept */
            auto_accept: boolean;
            /** Auto Accept Limit Paise */
            auto_accept_limit_paise: number | null;
            /** Exact Only */
            exact_only: boolean;
            /** Fee Alone */
            fee_alone: string | null;
            /** Margin Least */
            margin_least: string | null;
            /** Patterns */
            patterns: string[];
            /** Precision Target */
            precision_target: string | null;
            /** Rate Tolerance */
            rate_tolerance: string | null;
            /** Tax Alone */
            tax_alone: boolean;
            /** Window Days */
            window_days: number | null;
        };
        /**
         * RulesPage
         * @description Rules of one reconciliation: its own, those of its kind, and what both leave to the company; `in_force` is all three together.
         */
        RulesPage: {
            account: components["schemas"]["RulesOut"] | null;
            /** Asked */
            asked: components["schemas"]["AskedRulesOut"][];
            company: components["schemas"]["RulesOut"];
            /** History */
            history: components["schemas"]["RulesVersionOut"][];
            in_force: components["schemas"]["RulesOut"];
            kind: components["schemas"]["RulesOut"] | null;
            /** Version */
            version: number;
        };
        /**
         * RulesVersionOut
         * @description `counts`: the newest run used it already. `since` is the quarter that decided it, "" for this one.
         */
        RulesVersionOut: {
            /** Approved By */
            approved_by: string;
            /** At */
            at: string;
            /** By */
            by: string;
            /** Counts */
            counts: boolean;
            /**
             * Level
             * @enum {string}
             */
            level: "account" | "kind";
            /** Reason */
            reason: string;
            rules: components["schemas"]["RulesOut"] | null;
            /** Since */
            since: string;
        };
        /** RunStarted */
        RunStarted: {
            /** Run */
            run: number;
            /** Workflow Id */
            workflow_id: string;
        };
        /**
         * SaidOut
         * @description What one source says; null where it does not list the ledger.
         */
        SaidOut: {
            /** Amount Paise */
            amount_paise: number | null;
            /** Kind */
            kind: string;
        };
        /**
         * SaveRulesIn
         * @description `rules` null leaves the account to its kind, or the kind to the company's policy.
         */
        SaveRulesIn: {
            /**
             * Level
             * @enum {string}
             */
            level: "account" | "kind";
            /** Reason */
            reason: string;
            rules: components["schemas"]["RulesIn"] | null;
            /** Version */
            version: number;
        };
        /**
         * SeriesIn
         * @description The form of a series' numbers in a year: "<prefix>/<year>/<counter>". An empty prefix is the usual one.
         */
        SeriesIn: {
            /**
             * Branch
             * @default
             */
            branch: string;
            /** Entity Code */
            entity_code: string;
            kind: components["schemas"]["VoucherKind"];
            /**
             * Prefix
             * @default
             */
            prefix: string;
            /**
             * Width
             * @default 5
             */
            width: number;
            /** Year */
            year: string;
        };
        /**
         * SeriesOut
         * @description One series of a year. `next` is the number that the next voucher gets; the form can change while no number was given in the year.
         */
        SeriesOut: {
            /** Branch */
            branch: string;
            /** Can Change */
            can_change: boolean;
            /** Entity Code */
            entity_code: string;
            /** Kind */
            kind: string;
            /** Last Number */
            last_number: number;
            /** Next */
            next: string;
            /** Prefix */
            prefix: string;
            /** Width */
            width: number;
            /** Year */
            year: string;
        };
        /**
         * SettlementOut
         * @description A part of a voucher that settles a bill; `basis` is stated or proposed, `why` the reason.
         */
        SettlementOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Basis */
            basis: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Entry Id */
            entry_id: string | null;
            /** Tds Paise */
            tds_paise: number;
            /** Voucher */
            voucher: string;
            /** Why */
            why: string;
        };
        /** SeverityCounts */
        SeverityCounts: {
            /** Blocking */
            blocking: number;
            /** Error */
            error: number;
            /** Info */
            info: number;
            /** Warning */
            warning: number;
        };
        /** ShareIn */
        ShareIn: {
            /** Amount Paise */
            amount_paise: number;
            /** Bill */
            bill: string;
        };
        /**
         * SheetOut
         * @description A sheet read row by row. `sha256` is what the drafts are keyed by: the same file again makes nothing twice.
         */
        SheetOut: {
            /** Made */
            made: string[];
            /** Name */
            name: string;
            /** Rows */
            rows: components["schemas"]["SheetRowOut"][];
            /** Sha256 */
            sha256: string;
            /** Sound */
            sound: number;
            /** Unsound */
            unsound: number;
            /** Vouchers */
            vouchers: components["schemas"]["SheetVoucherOut"][];
        };
        /**
         * SheetRowOut
         * @description One row of a sheet as it was read, with what is wrong with it.
         */
        SheetRowOut: {
            /** Bill */
            bill: string;
            /** Cost Centre */
            cost_centre: string;
            /** Credit */
            credit: string;
            /** Day */
            day: string;
            /** Debit */
            debit: string;
            /** Errors */
            errors: string[];
            /** Group */
            group: string;
            /** Ledger */
            ledger: string;
            /** Narration */
            narration: string;
            /** Row */
            row: number;
        };
        /**
         * SheetVoucherOut
         * @description One voucher that a sheet holds: the rows of one group. `sound` ones can become drafts; `standing` did so already.
         */
        SheetVoucherOut: {
            /** Amount Paise */
            amount_paise: number;
            /** Day */
            day: string | null;
            /** Errors */
            errors: string[];
            /** Group */
            group: string;
            /** Narration */
            narration: string;
            /** Rows */
            rows: number[];
            /** Sound */
            sound: boolean;
            /** Standing */
            standing: string | null;
        };
        /** SignInIn */
        SignInIn: {
            /** Email */
            email: string;
            /** Password */
            password: string;
        };
        /** SignOffOut */
        SignOffOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Digest */
            digest: string;
            /** Name */
            name: string;
            /** Role */
            role: string;
        };
        /**
         * SimilarOut
         * @description A ledger whose name differs in case, blanks and signs alone: perhaps the same one.
         */
        SimilarOut: {
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
        };
        /**
         * SkipIn
         * @description Leave one period out: "2026-09" for a monthly template, "2026-27-Q2" for a quarterly one.
         */
        SkipIn: {
            /** Period */
            period: string;
            /** Reason */
            reason: string;
        };
        /**
         * SplitIn
         * @description The line that is used in part: `part_paise` of it, signed like the line. The rest stays open as a line of its own.
         */
        SplitIn: {
            /** Item */
            item: string;
            /** Part Paise */
            part_paise: number;
            /**
             * Side
             * @enum {string}
             */
            side: "left" | "right";
        };
        /** StageCount */
        StageCount: {
            /** Count */
            count: number;
            /** Difference Paise */
            difference_paise: number;
            /** Stage */
            stage: string;
            /** Status */
            status: string;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * StageProgress
         * @description One stage of the run; `seconds` since it started, or what it took.
         */
        StageProgress: {
            /** Agent */
            agent: string;
            /** Done */
            done: number;
            /** Label */
            label: string;
            /** Message */
            message: string;
            /** Seconds */
            seconds: number | null;
            /** Stage */
            stage: string;
            /** State */
            state: string;
            /** Total */
            total: number;
        };
        /**
         * StatementLine
         * @description One line. `kind` is heading, line, subtotal or total; `drill` says whether ledgers stand behind it; amounts follow the statement's columns.
         */
        StatementLine: {
            /** Amounts Paise */
            amounts_paise: (number | null)[];
            /** Drill */
            drill: boolean;
            /** Key */
            key: string;
            /** Kind */
            kind: string;
            /** Label */
            label: string;
            /** Level */
            level: number;
            /** Note */
            note: string;
            /** Tone */
            tone: string;
        };
        /**
         * StatementOut
         * @description A drawn statement. `draft` counts the runs that changed it.
         */
        StatementOut: {
            /** Columns */
            columns: string[];
            /** Digest */
            digest: string;
            /** Draft */
            draft: number;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["StatementLine"][];
            /** Ties */
            ties: components["schemas"]["Tie"][];
            /** Title */
            title: string;
            /** Unit */
            unit: string;
            /** Unmapped */
            unmapped: components["schemas"]["UnmappedLedger"][];
        };
        /** StatutoryDate */
        StatutoryDate: {
            /** Days Left */
            days_left: number;
            /**
             * Due On
             * Format: date
             */
            due_on: string;
            /** Note */
            note: string;
            /** Title */
            title: string;
        };
        /**
         * SuggestionOut
         * @description A person corrected another draft of the same party, and this one has what was wrong there. `entry_id` is where it was corrected.
         */
        SuggestionOut: {
            /**
             * Entry Id
             * Format: uuid
             */
            entry_id: string;
            /** Now */
            now: string;
            /** Sentence */
            sentence: string;
            /** Was */
            was: string;
        };
        /**
         * TableOut
         * @description What was worked out of one entity, as the package has it (core types; amounts in paise).
         */
        TableOut: {
            /** Content */
            content: {
                [key: string]: unknown;
            };
            /** Entity Code */
            entity_code: string;
        };
        /** TaskCounts */
        TaskCounts: {
            /** Blocked */
            blocked: number;
            /** Done */
            done: number;
            /** In Progress */
            in_progress: number;
            /** In Review */
            in_review: number;
            /** Not Started */
            not_started: number;
            /** Total */
            total: number;
        };
        /**
         * TaskOut
         * @description One line of the checklist: what the books say, what the support says, and who stands behind it.
         */
        TaskOut: {
            /** Blocked Because */
            blocked_because: string;
            /** Books Paise */
            books_paise: number | null;
            /** Difference Paise */
            difference_paise: number | null;
            /**
             * Due On
             * Format: date
             */
            due_on: string;
            /** Entity Code */
            entity_code: string | null;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Key */
            key: string;
            owner: components["schemas"]["PersonOut"] | null;
            /** Prepared By */
            prepared_by: string | null;
            reviewer: components["schemas"]["PersonOut"] | null;
            /** Signed By */
            signed_by: string | null;
            /** State */
            state: string;
            /** Support Paise */
            support_paise: number | null;
            /** Threshold Paise */
            threshold_paise: number;
            /** Title */
            title: string;
            /** Version */
            version: number;
            /** Workstream */
            workstream: string;
        };
        /**
         * TemplateIn
         * @description A recurring voucher. `amount_from` last takes the amounts of the last posted one, changed by `percent`; fixed takes the lines as they are.
         *
         *     day_of_month   the last day where a month has fewer; a quarterly one falls in the last month of the quarter
         */
        TemplateIn: {
            /**
             * Amount From
             * @default fixed
             * @enum {string}
             */
            amount_from: "fixed" | "last";
            /**
             * Auto Reverse
             * @default false
             */
            auto_reverse: boolean;
            /**
             * Branch
             * @default
             */
            branch: string;
            /**
             * Cadence
             * @enum {string}
             */
            cadence: "monthly" | "quarterly";
            /** Day Of Month */
            day_of_month: number;
            /** End On */
            end_on?: string | null;
            /** Entity Code */
            entity_code: string;
            kind: components["schemas"]["VoucherKind"];
            /** Lines */
            lines: components["schemas"]["LineIn"][];
            /** Name */
            name: string;
            /** Narration */
            narration: string;
            /**
             * Party
             * @default
             */
            party: string;
            /**
             * Percent
             * @default 0
             */
            percent: number | string;
            /**
             * Reference
             * @default
             */
            reference: string;
            /**
             * Start On
             * Format: date
             */
            start_on: string;
        };
        /**
         * TemplateOut
         * @description `due` are the periods up to the newest open close that wait for a draft.
         */
        TemplateOut: {
            /**
             * Amount From
             * @enum {string}
             */
            amount_from: "fixed" | "last";
            /** Amount Paise */
            amount_paise: number;
            /** Auto Reverse */
            auto_reverse: boolean;
            /** Branch */
            branch: string;
            /**
             * Cadence
             * @enum {string}
             */
            cadence: "monthly" | "quarterly";
            /** Changed By */
            changed_by: string;
            /** Day Of Month */
            day_of_month: number;
            /** Due */
            due: string[];
            /** End On */
            end_on: string | null;
            /** Entity Code */
            entity_code: string;
            /** History */
            history: components["schemas"]["TemplateRunOut"][];
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Lines */
            lines: components["schemas"]["JournalLineOut"][];
            /** Name */
            name: string;
            /** Narration */
            narration: string;
            /** Party */
            party: string;
            /** Percent */
            percent: string;
            /** Reference */
            reference: string;
            /**
             * Start On
             * Format: date
             */
            start_on: string;
            /** State */
            state: string;
            /** Version */
            version: number;
        };
        /** TemplatePut */
        TemplatePut: {
            /**
             * Amount From
             * @default fixed
             * @enum {string}
             */
            amount_from: "fixed" | "last";
            /**
             * Auto Reverse
             * @default false
             */
            auto_reverse: boolean;
            /**
             * Branch
             * @default
             */
            branch: string;
            /**
             * Cadence
             * @enum {string}
             */
            cadence: "monthly" | "quarterly";
            /** Day Of Month */
            day_of_month: number;
            /** End On */
            end_on?: string | null;
            /** Entity Code */
            entity_code: string;
            kind: components["schemas"]["VoucherKind"];
            /** Lines */
            lines: components["schemas"]["LineIn"][];
            /** Name */
            name: string;
            /** Narration */
            narration: string;
            /**
             * Party
             * @default
             */
            party: string;
            /**
             * Percent
             * @default 0
             */
            percent: number | string;
            /**
             * Reference
             * @default
             */
            reference: string;
            /**
             * Start On
             * Format: date
             */
            start_on: string;
            /** Version */
            version: number;
        };
        /**
         * TemplateRunOut
         * @description What a template did in one period: drafted (with the entry, its day and state) or skipped (with the reason, and no day).
         */
        TemplateRunOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Day */
            day: string | null;
            /** Entry Id */
            entry_id: string | null;
            /** Entry State */
            entry_state: string;
            /** Period */
            period: string;
            /** Reason */
            reason: string;
            /** State */
            state: string;
        };
        /**
         * TermOut
         * @description How a part of the query was understood: beginnings of words, or an amount from low to high. `taken_for`: no such word stands in the books, these do.
         */
        TermOut: {
            /** High Paise */
            high_paise: number | null;
            /** Low Paise */
            low_paise: number | null;
            /** Taken For */
            taken_for: string[];
            /** Text */
            text: string;
        };
        /**
         * TicketOut
         * @description Opens one WebSocket within 30 seconds.
         */
        TicketOut: {
            /** Ticket */
            ticket: string;
        };
        /**
         * Tie
         * @description Two figures that must agree.
         */
        Tie: {
            /** Difference Paise */
            difference_paise: number;
            /** Left Paise */
            left_paise: number;
            /** Name */
            name: string;
            /** Right Paise */
            right_paise: number;
        };
        /**
         * Tile
         * @description One number on the board. `tone` is good, warn, bad or plain; `value` is for reading, not for sums.
         */
        Tile: {
            /** Label */
            label: string;
            /** Note */
            note: string;
            /** Stage */
            stage: string;
            /** Tone */
            tone: string;
            /** Value */
            value: string;
        };
        /** TimelineOut */
        TimelineOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Note */
            note: string;
            /** What */
            what: string;
            /** Who */
            who: string;
        };
        /** TokenOut */
        TokenOut: {
            /** Access Token */
            access_token: string;
            /** Expires In */
            expires_in: number;
            /** Refresh Token */
            refresh_token: string;
            /**
             * Token Type
             * @default Bearer
             */
            token_type: string;
        };
        /** TrialBalanceOut */
        TrialBalanceOut: {
            /** Lines */
            lines: components["schemas"]["TrialBalanceRow"][];
            totals: components["schemas"]["TrialBalanceTotals"];
        };
        /** TrialBalanceRow */
        TrialBalanceRow: {
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Entity Code */
            entity_code: string;
            /** Group */
            group: string;
            /** Ledger */
            ledger: string;
            /**
             * Ledger Id
             * Format: uuid
             */
            ledger_id: string;
            /** Opening Paise */
            opening_paise: number;
            /** Schedule Key */
            schedule_key: string;
        };
        /** TrialBalanceTotals */
        TrialBalanceTotals: {
            /** Closing Paise */
            closing_paise: number;
            /** Credit Paise */
            credit_paise: number;
            /** Debit Paise */
            debit_paise: number;
            /** Opening Paise */
            opening_paise: number;
        };
        /**
         * TrialOut
         * @description What other rules would change: matches by status before and after, lines without a counterpart as `open`.
         */
        TrialOut: {
            /** After */
            after: {
                [key: string]: number;
            };
            /** Before */
            before: {
                [key: string]: number;
            };
            /** Parts */
            parts: components["schemas"]["TrialPartOut"][];
        };
        /**
         * TrialPartOut
         * @description Matches of one kind of change (gained, lost, accepted, to_decide): count and sum of all, and the largest of them.
         */
        TrialPartOut: {
            /** Count */
            count: number;
            /** Name */
            name: string;
            /** Rows */
            rows: components["schemas"]["TrialRowOut"][];
            /** Total Paise */
            total_paise: number;
        };
        /** TrialRowOut */
        TrialRowOut: {
            /** After */
            after: string;
            /** Amount Paise */
            amount_paise: number;
            /** Before */
            before: string;
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Difference Paise */
            difference_paise: number;
            /** Match */
            match: string;
            /** Text */
            text: string;
            /** Why */
            why: string;
        };
        /** TryRulesIn */
        TryRulesIn: {
            rules: components["schemas"]["RulesIn"] | null;
        };
        /** TypedNameIn */
        TypedNameIn: {
            /** Typed Name */
            typed_name: string;
        };
        /** UndoableOut */
        UndoableOut: {
            /** Count */
            count: number;
            /** Total Paise */
            total_paise: number;
        };
        /**
         * UndoAutomaticIn
         * @description All automatic matches of a quarter that nobody decided since, narrowed by reconciliation, entity or stage; and what the person saw when they asked.
         */
        UndoAutomaticIn: {
            /**
             * Entity Code
             * @default
             */
            entity_code: string;
            /** Expected Count */
            expected_count: number;
            /** Expected Total Paise */
            expected_total_paise: number;
            /** Quarter */
            quarter: string;
            /** Reason */
            reason: string;
            /** Report Id */
            report_id?: string | null;
            /**
             * Stage
             * @default
             */
            stage: string;
        };
        /**
         * UndoIn
         * @description Which matches of the act to take back; all of them without.
         */
        UndoIn: {
            /** Matches */
            matches?: string[] | null;
        };
        /** UnmappedLedger */
        UnmappedLedger: {
            /** Amount Paise */
            amount_paise: number;
            /** Ledger */
            ledger: string;
            /** Ledger Id */
            ledger_id: string | null;
        };
        /**
         * UploadIn
         * @description A file that is to come. `size` in bytes.
         */
        UploadIn: {
            /**
             * Entity
             * @default
             */
            entity: string;
            /** Name */
            name: string;
            /** Quarter */
            quarter: string;
            /** Size */
            size: number;
        };
        /**
         * UploadOut
         * @description How far a file came. `missing` are the parts that have not come, counted from 1; each but the last has `part_bytes` bytes.
         */
        UploadOut: {
            /** Document Id */
            document_id: string | null;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Missing */
            missing: number[];
            /** Name */
            name: string;
            /** Part Bytes */
            part_bytes: number;
            /** Size */
            size: number;
        };
        /** UserOut */
        UserOut: {
            /** Active */
            active: boolean;
            /** Email */
            email: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Last Seen At */
            last_seen_at: string | null;
            /** Name */
            name: string;
            /** Roles */
            roles: string[];
        };
        /** UserPatch */
        UserPatch: {
            /** Active */
            active?: boolean | null;
            /** Roles */
            roles?: ("admin" | "finance_manager" | "finance_exec" | "auditor" | "viewer")[] | null;
        };
        /** ValidationError */
        ValidationError: {
            /** Context */
            ctx?: Record<string, never>;
            /** Input */
            input?: unknown;
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
        };
        /**
         * VerifyOut
         * @description What the check of the trail found. `sealed_until` is the newest sealed instant; `faults` is empty when everything follows.
         */
        VerifyOut: {
            /** Faults */
            faults: string[];
            /** Rows Checked */
            rows_checked: number;
            /** Sealed Until */
            sealed_until: string | null;
            /** Seals Checked */
            seals_checked: number;
            /** Whole */
            whole: boolean;
        };
        /**
         * VersionIn
         * @description The version the person saw; another one means somebody was faster (409).
         */
        VersionIn: {
            /** Version */
            version: number;
        };
        /**
         * ViewerIn
         * @description `take_over`: the paper is mine to decide from now on; `leave`: I close it.
         */
        ViewerIn: {
            /**
             * Leave
             * @default false
             */
            leave: boolean;
            /**
             * Take Over
             * @default false
             */
            take_over: boolean;
        };
        /**
         * ViewerOut
         * @description Somebody with the paper open. `holds`: it is theirs to decide.
         */
        ViewerOut: {
            /** Holds */
            holds: boolean;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Since
             * Format: date-time
             */
            since: string;
        };
        /** VoucherHits */
        VoucherHits: {
            /** Items */
            items: components["schemas"]["DayBookRow"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Terms */
            terms: components["schemas"]["TermOut"][];
        };
        /**
         * VoucherKind
         * @description The eight kinds of voucher in Indian practice.
         * @enum {string}
         */
        VoucherKind: "purchase" | "sales" | "payment" | "receipt" | "contra" | "journal" | "debit_note" | "credit_note";
        /** VoucherLink */
        VoucherLink: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: string;
        };
        /**
         * Waiting
         * @description Something that waits for the person who looks.
         */
        Waiting: {
            /** Kind */
            kind: string;
            /** Link */
            link: string;
            /** Note */
            note: string;
            /** Title */
            title: string;
        };
        /** WhyIn */
        WhyIn: {
            /** Reason */
            reason: string;
        };
        /** WordOut */
        WordOut: {
            /** Box */
            box: [
                number,
                number,
                number,
                number
            ];
            /** Text */
            text: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    acceptance_list_asked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    acceptance_ask: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskedIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AskedOut"][];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description acceptance.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, acceptance.unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_ageing: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                schedule: "receivables" | "payables";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    agents_list_agents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    agents_list_jobs: {
        parameters: {
            query?: {
                agent?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
                quarter?: string | null;
                status?: ("queued" | "running" | "done" | "failed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentJobPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ladder_read_ladder: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LadderOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ladder_ask_ladder: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LadderIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LadderOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ladder.asked_already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, ladder.unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ladder_decline_ladder: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LadderOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ladder.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ladder_grant_ladder: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LadderOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ladder.stale, ladder.asker_is_approver */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_list_assets: {
        parameters: {
            query: {
                asset_class?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                state?: ("in_use" | "fully_depreciated" | "disposed" | "in_progress" | "not_in_use" | "unclear" | "proposed") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_enter: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description asset.code_taken, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, asset.day_wrong, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_read_asset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    assets_change: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssetChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description asset.not_entered, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, asset.nothing_changed, asset.day_wrong, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_dispose: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DisposalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description asset.disposed, asset.not_entered, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, asset.day_wrong, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_blocks: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    assets_open_block: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["qrt__api__assets__BlockIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decided"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    assets_cwip: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CwipOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    assets_export_csv: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    assets_export_xlsx: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    assets_reconciliation: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetReconciliation"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    audit_list_audit: {
        parameters: {
            query?: {
                actor?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
                quarter?: string | null;
                record?: string | null;
                table?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    audit_export: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    audit_read_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                table: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditRow"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    audit_verify: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerifyOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_confirm: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedOut"];
                };
            };
            /** @description auth.sign_in_needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.not_confirmed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOut"];
                };
            };
            /** @description auth.refresh_void */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description auth.wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.origin */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.sign_in_needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOut"];
                };
            };
            /** @description auth.wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_list_chart: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                group?: string | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                view?: "all" | "unmapped" | "low" | "decided" | "merged" | "similar";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_read_ledger: {
        parameters: {
            query: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    chart_accept: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["qrt__api__chart__AcceptIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.stale, ledger.merged_away, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, chart.line_unknown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_forget: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InQuarterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.not_decided, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_merge: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.other_entity, ledger.other_kind, ledger.merged_away, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, ledger.same, ledger.reason_missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_preview_merge: {
        parameters: {
            query: {
                into_id: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.other_entity, ledger.other_kind, ledger.merged_away */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.same */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_rename: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.name_taken, ledger.merged_away, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, ledger.reason_missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_accept_many: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptManyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedLedgers"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.count_moved, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_count_acceptable: {
        parameters: {
            query?: {
                confidence_least?: number;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                only_unmapped?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedLedgers"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    chart_export_chart: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    chart_unmerge: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InQuarterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChartLedgerDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description merge.undone, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    chart_read_model: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelChartOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_list_closes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloseOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_open_close: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloseOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_close_board: {
        parameters: {
            query?: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
            };
            header?: never;
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloseBoard"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    close_package: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    periods_close_periods: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    close_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    close_start_run: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunStarted"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.already_running, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_sign_off: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DigestIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignOffOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.maker_is_checker, close.has_blocking_findings, close.stale_digest, close.papers_unread, close.decided_since */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_stop_run: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.not_running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_block_task: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["qrt__api__closes__BlockIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_prepare_task: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    close_sign_task: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description task.preparer_is_signer, task.difference_open, task.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    companies_sign_up: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description auth.origin */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description company.email_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description company.identifier, auth.weak_password */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    series_list_cost_centres: {
        parameters: {
            query: {
                entity: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostCentreOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    series_save_cost_centre: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CostCentreIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostCentreOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_currencies: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    parties_set_foreign_opening: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForeignOpeningIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_set_rate: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, rate.wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_list_documents: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                view?: "unread" | "check" | "agreed" | "rejected" | "duplicates" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_documents_upload"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_read_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    documents_confirm: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_set_entity: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntityIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_correct_field: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, document.value_wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_set_kind: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KindIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_read_original: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    documents_read_page: {
        parameters: {
            query?: {
                width?: number;
            };
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    documents_set_parts: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description document.has_posted_vouchers */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, document.parts_wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_give_password: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description document.not_locked, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, document.password_wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_reject: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_read_rows: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RowPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_be_on_paper: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewerIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewerOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_read_words: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                page: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WordOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    enquiries_day_book: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description First day */
                first: string;
                kind?: components["schemas"]["VoucherKind"] | null;
                /** @description Last day */
                last: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayBookOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor, enquiry.span */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    exports_export_day_book: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description First day */
                first: string;
                kind?: components["schemas"]["VoucherKind"] | null;
                /** @description Last day */
                last: string;
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description enquiry.span, export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    enquiries_dimensions: {
        parameters: {
            query?: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DimensionsOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    enquiries_ledger: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnquiryLedger"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor, enquiry.span */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    exports_export_ledger: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description enquiry.span, export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    enquiries_party: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyStatement"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor, enquiry.span */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    exports_export_party: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description enquiry.span, export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    enquiries_search_vouchers: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VoucherHits"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    enquiries_balance: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                compare_first?: string | null;
                compare_last?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
                /** @description Also ledgers that neither opened nor moved */
                nil?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BalancesOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description enquiry.span */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    exports_export_balance: {
        parameters: {
            query: {
                /** @description Of one branch alone; an empty text means what belongs to none */
                branch?: string | null;
                compare_first?: string | null;
                compare_last?: string | null;
                /** @description Of one cost centre alone; an empty text means what belongs to none */
                cost_centre?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description First day */
                first: string;
                /** @description Last day */
                last: string;
                nil?: boolean;
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description enquiry.span, export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    companies_list_entities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    events_list_events: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsOut"];
                };
            };
            /** @description auth.sign_in_needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    findings_list_findings: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                rule?: string | null;
                severity?: ("info" | "warning" | "error" | "blocking") | null;
                state?: ("open" | "waived" | "gone") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    findings_ask_waiver: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    findings_waive: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FindingOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description finding.asker_is_approver, finding.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ops_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
        };
    };
    people_list_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    people_invite: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description users.email_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    people_accept: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["qrt__api__users__AcceptIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description auth.origin */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.invitation_void */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.weak_password */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description auth.too_many */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_list_journals: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                sort?: "day" | "risk";
                view?: "approve" | "for_me" | "mine" | "returned" | "posted" | "all";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_write: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JournalIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.period_locked, ledger.period_soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, voucher.unsound, voucher.unknown_party, voucher.unknown_branch, cost_centre.unknown, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_read_journal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_rewrite: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JournalPut"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description ledger.period_locked, ledger.period_soft_closed, close.signed, voucher.stale, voucher.already_approved, voucher.not_waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, voucher.unsound, voucher.unknown_party, voucher.unknown_branch, cost_centre.unknown, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.maker_is_checker, voucher.approved_by_you, voucher.already_reversed, voucher.stale, voucher.already_approved, voucher.not_waiting, ledger.period_locked, ledger.period_soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_comment: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_resolve: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                comment: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_drop: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.not_yours, voucher.stale, voucher.already_approved, voucher.not_waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_attach: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttachIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.stale, voucher.already_approved, voucher.not_waiting, ledger.period_locked, ledger.period_soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_send_back: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.stale, voucher.already_approved, voucher.not_waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_reverse: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReverseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.already_reversed, voucher.not_posted, ledger.period_locked, ledger.period_soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_use_suggestion: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JournalDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.nothing_suggested, ledger.period_locked, ledger.period_soft_closed, close.signed, voucher.stale, voucher.already_approved, voucher.not_waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, voucher.unsound, voucher.unknown_party, voucher.unknown_branch, cost_centre.unknown, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_list_accounts: {
        parameters: {
            query: {
                day: string;
                entity: string;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_list_bulk: {
        parameters: {
            query: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_bulk_approve: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkApproveIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.count_moved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_read_bulk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_undo_bulk: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkUndoIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_stop_bulk: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description voucher.bulk_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_bulk_reverse: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkReverseIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_copy: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_list_copyable: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                kind?: components["schemas"]["VoucherKind"] | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CopyablePage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_list_routine: {
        parameters: {
            query: {
                agent?: string;
                amount_paise_max?: number | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                kind?: components["schemas"]["VoucherKind"] | null;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutinePage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    journals_draft_sheet: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_journals_draft_sheet"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, sheet.unreadable, sheet.no_heading, sheet.too_long, sheet.unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    journals_preview_sheet: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_journals_preview_sheet"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, sheet.unreadable, sheet.no_heading, sheet.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    layouts_list_layouts: {
        parameters: {
            query: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayoutList"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    layouts_set_columns: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                layout: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ColumnsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ColumnsSet"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description layout.unknown, close.unknown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, layout.meaning_unknown, layout.heading_unknown */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    statements_ledger: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    auth_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeOut"];
                };
            };
            /** @description auth.sign_in_needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ops_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
        };
    };
    models_list_calls: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelCallPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    models_read_policy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPolicyOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    models_decide_policy: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelPolicyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPolicyOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description models.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, models.unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_msme: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TableOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    chart_list_openings: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                only_differences?: boolean;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningsPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_list_passwords: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordList"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_forget_password: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    documents_take_paper: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                };
            };
            /** @description link.void */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    parties_list_parties: {
        parameters: {
            query: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                limit?: number;
                msme?: ("micro" | "small" | "medium" | "none") | null;
                /** @description Words to look for */
                q?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                side?: ("customer" | "vendor") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_read_party: {
        parameters: {
            query?: {
                /** @description Settled items too */
                settled?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartyDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    parties_allocate: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllocateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, party.allocated_too_much */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_set_bill: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BillIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_ask_opening_bills: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningBillsIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description party.bills_asked_already, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, party.bills_unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_decline_opening_bills: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description party.bills_stale, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_grant_opening_bills: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description party.asker_is_granter, party.bills_stale, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_set_party: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, party.identifier */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    parties_export_csv: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                table?: "open_bills" | "ageing-receivables" | "ageing-payables" | "msme" | "revaluation";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    parties_export_xlsx: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                table?: "open_bills" | "ageing-receivables" | "ageing-payables" | "msme" | "revaluation";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    companies_list_periods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_ask_reopening: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.not_locked, period.asked_already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_decline_reopening: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.not_asked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_grant_reopening: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.not_locked, period.not_asked, period.asker_is_granter */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_lock: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypedNameIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.locked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_reopen_soft: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WhyIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.not_soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    periods_soft_close: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                entity: string;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeriodState"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description period.locked, period.soft_closed, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    ops_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyOut"];
                };
            };
        };
    };
    recon_list_recon: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_count_undoable: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                stage?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoableOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_undo: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoAutomaticIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.count_moved, recon.nothing_automatic, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.reason_missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_jobs: {
        parameters: {
            query: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
                report?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_read_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_download_export: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.no_file */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_stop_job: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.job_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_read_recon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconDetail"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_accept_filter: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptFilterIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.count_moved */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_acts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_read_act: {
        parameters: {
            query?: {
                /** @description Words to look for */
                q?: string | null;
            };
            header?: never;
            path: {
                act: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_stop_act: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                act: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.act_ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_undo_act: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                act: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UndoIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.act_running, recon.nothing_to_undo */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_automatic: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                limit?: number;
                show?: "all" | "sample" | "undone";
                stage?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_look: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                match: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutomaticPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.stale, recon.not_automatic, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.reason_missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_comments: {
        parameters: {
            query: {
                item: string;
                side: "left" | "right";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineComment"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_comment: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LineCommentIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineComment"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found, recon.line_unknown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_decide: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_propose_entry: {
        parameters: {
            query: {
                item: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryProposal"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.not_open */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.not_bookable */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_book_line: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EntryIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntryOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.not_open, recon.entry_stands */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.not_bookable, recon.no_mirror, ledger.unknown_account, voucher.unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_about_line: {
        parameters: {
            query: {
                item: string;
                side: "left" | "right";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnswerOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found, recon.line_unknown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_match_by_hand: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManualIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconRow"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.not_open */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.unbalanced */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_accept: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                match: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconRow"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_reject: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                match: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchVersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconRow"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_rows: {
        parameters: {
            query?: {
                /** @description next_cursor of the page before */
                cursor?: string | null;
                last?: boolean;
                limit?: number;
                /** @description Words to look for */
                q?: string | null;
                sort?: string;
                stage?: string | null;
                tab?: "decide" | "accepted" | "left" | "right";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.cursor */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_ask_export: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_export_rows: {
        parameters: {
            query?: {
                /** @description Words to look for */
                q?: string | null;
                sort?: string;
                stage?: string | null;
                tab?: "decide" | "accepted" | "left" | "right";
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_read_rules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_ask_rules: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SaveRulesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesPage"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.rules_stale, recon.rules_asked, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.rules_unsound, recon.reason_missing */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_decline_rules: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesPage"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found, recon.rules_unknown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.rules_stale, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_grant_rules: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                request: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulesPage"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found, recon.rules_unknown */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.rules_stale, recon.asker_is_approver, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_read_rule_habits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleHabitOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_try_rules: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryRulesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconJobOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.rules_unsound */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_read_statement: {
        parameters: {
            query?: {
                /** @description A day of the quarter; its end when none is named */
                at?: string | null;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconStatementOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.run_again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.day_outside */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_export_statement: {
        parameters: {
            query?: {
                /** @description A day of the quarter; its end when none is named */
                at?: string | null;
            };
            header?: never;
            path: {
                form: "csv" | "xlsx" | "pdf";
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.run_again */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.day_outside, export.too_long */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_prepare: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrepareIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconStatementOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.statement_moved, recon.prepared_already, recon.run_again, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.undecided, recon.unexplained, recon.day_outside */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_review: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
                signature: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconStatementOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.statement_moved, recon.preparer_is_reviewer, recon.reviewed_already, recon.run_again, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_aliases: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_give_alias: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AliasIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AliasOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.alias_empty, recon.alias_vague */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_read_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTextOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    recon_retire_model: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetireIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.model_idle */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_use_model: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.model_unproven */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_list_proposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_accept_proposal: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.proposal_decided */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, recon.alias_vague */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    recon_decline_proposal: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description recon.proposal_decided */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    search_search: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hit"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    series_list_series: {
        parameters: {
            query: {
                entity: string;
                year: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    series_set_series: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeriesIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description series.begun, series.prefix_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, series.prefix_unfit, voucher.unknown_branch */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    statements_statement: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                kind: "bs" | "pl" | "cf" | "conso" | "completeness";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    statements_statement_line: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path: {
                key: string;
                kind: "bs" | "pl" | "cf" | "conso" | "completeness";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    statements_export_pdf: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    statements_export_xlsx: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    statements_trial_balance: {
        parameters: {
            query: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalanceOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    templates_list_templates: {
        parameters: {
            query?: {
                /** @description Entity code; `group` or nothing means all entities */
                entity?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    templates_make_template: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description template.name_taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, template.unsound, voucher.unsound, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    templates_read_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    templates_change_template: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatePut"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description template.name_taken, template.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, template.unsound, voucher.unsound, ledger.unknown_account */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    templates_pause_template: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description template.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    templates_resume_template: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description template.stale */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    templates_skip_template: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkipIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description template.done */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, template.not_due */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    templates_draft_due: {
        parameters: {
            query: {
                /** @description A quarter like 2026-27-Q2 */
                quarter: string;
            };
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DueOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    uploads_begin_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UploadIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description close.signed, upload.quota */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description upload.too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    uploads_read_upload_state: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    uploads_drop_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    uploads_finish_upload: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FinishIn"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Received"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description upload.incomplete, close.signed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, upload.digest */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    uploads_add_upload_part: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_uploads_add_upload_part"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body, upload.part_wrong */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    people_list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"][];
                };
            };
            /** @description auth.forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    people_change_user: {
        parameters: {
            query?: never;
            header: {
                /** @description Same key and same request: same answer, done once */
                "idempotency-key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description auth.forbidden, auth.fresh_sign_in_needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description request.not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description users.last_admin */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
            /** @description idempotency.other_body */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
    events_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description auth.sign_in_needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorOut"];
                };
            };
        };
    };
}
