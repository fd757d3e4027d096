-- What the tables must refuse from any client, on any path. Applied after every migration, because rebuilding a table
-- drops its triggers silently. Each rule is dropped and made anew, so that running this again changes nothing.

-- The books are append-only: a mistake is corrected by another row.
DROP TRIGGER IF EXISTS api_call_events_no_update;
CREATE TRIGGER api_call_events_no_update BEFORE UPDATE ON api_call_events
BEGIN SELECT RAISE(ABORT, 'api_call_events is append-only: write a correcting row'); END;

DROP TRIGGER IF EXISTS api_call_events_no_delete;
CREATE TRIGGER api_call_events_no_delete BEFORE DELETE ON api_call_events
BEGIN SELECT RAISE(ABORT, 'api_call_events is append-only: write a correcting row'); END;

DROP TRIGGER IF EXISTS ledger_transactions_no_update;
CREATE TRIGGER ledger_transactions_no_update BEFORE UPDATE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only: write a correcting transaction'); END;

DROP TRIGGER IF EXISTS ledger_transactions_no_delete;
CREATE TRIGGER ledger_transactions_no_delete BEFORE DELETE ON ledger_transactions
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only: write a correcting transaction'); END;

DROP TRIGGER IF EXISTS ledger_entries_no_update;
CREATE TRIGGER ledger_entries_no_update BEFORE UPDATE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only: write a correcting transaction'); END;

DROP TRIGGER IF EXISTS ledger_entries_no_delete;
CREATE TRIGGER ledger_entries_no_delete BEFORE DELETE ON ledger_entries
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only: write a correcting transaction'); END;

DROP TRIGGER IF EXISTS credit_draws_no_update;
CREATE TRIGGER credit_draws_no_update BEFORE UPDATE ON credit_draws
BEGIN SELECT RAISE(ABORT, 'credit_draws is append-only: write a draw that gives back'); END;

DROP TRIGGER IF EXISTS credit_draws_no_delete;
CREATE TRIGGER credit_draws_no_delete BEFORE DELETE ON credit_draws
BEGIN SELECT RAISE(ABORT, 'credit_draws is append-only: write a draw that gives back'); END;

DROP TRIGGER IF EXISTS credit_removals_no_update;
CREATE TRIGGER credit_removals_no_update BEFORE UPDATE ON credit_removals
BEGIN SELECT RAISE(ABORT, 'credit_removals is append-only: write a lot that gives back'); END;

DROP TRIGGER IF EXISTS credit_removals_no_delete;
CREATE TRIGGER credit_removals_no_delete BEFORE DELETE ON credit_removals
BEGIN SELECT RAISE(ABORT, 'credit_removals is append-only: write a lot that gives back'); END;

DROP TRIGGER IF EXISTS account_changes_no_update;
CREATE TRIGGER account_changes_no_update BEFORE UPDATE ON account_changes
BEGIN SELECT RAISE(ABORT, 'account_changes is append-only: it is the history'); END;

DROP TRIGGER IF EXISTS account_changes_no_delete;
CREATE TRIGGER account_changes_no_delete BEFORE DELETE ON account_changes
BEGIN SELECT RAISE(ABORT, 'account_changes is append-only: it is the history'); END;

-- What a lot has left follows from the rows of draws and removals, whoever writes them; the table itself refuses a lot below 0.
DROP TRIGGER IF EXISTS credit_lots_no_update;
CREATE TRIGGER credit_lots_no_update BEFORE UPDATE OF id, account_id, kind, seconds, value_nanos, created_at, expires_at, reason, created_by, call_id, transaction_id ON credit_lots
BEGIN SELECT RAISE(ABORT, 'credit_lots is append-only: refund the lot and add another'); END;

DROP TRIGGER IF EXISTS credit_lots_no_delete;
CREATE TRIGGER credit_lots_no_delete BEFORE DELETE ON credit_lots
BEGIN SELECT RAISE(ABORT, 'credit_lots is append-only: refund the lot'); END;

DROP TRIGGER IF EXISTS credit_lots_new;
CREATE TRIGGER credit_lots_new BEFORE INSERT ON credit_lots
WHEN NEW.drawn_seconds <> 0 OR NEW.drawn_nanos <> 0 OR NEW.removed_seconds <> 0 OR NEW.removed_nanos <> 0
BEGIN SELECT RAISE(ABORT, 'credit_lots: nothing is drawn from a new lot'); END;

DROP TRIGGER IF EXISTS credit_draws_keep;
CREATE TRIGGER credit_draws_keep AFTER INSERT ON credit_draws
BEGIN UPDATE credit_lots SET drawn_seconds = drawn_seconds + NEW.seconds, drawn_nanos = drawn_nanos + NEW.value_nanos WHERE id = NEW.lot_id; END;

DROP TRIGGER IF EXISTS credit_removals_keep;
CREATE TRIGGER credit_removals_keep AFTER INSERT ON credit_removals
BEGIN UPDATE credit_lots SET removed_seconds = removed_seconds + NEW.seconds, removed_nanos = removed_nanos + NEW.value_nanos WHERE id = NEW.lot_id; END;

-- The model of a persona, and of each of its versions, is one of the catalog. There is a foreign key too, but a client may have foreign keys off.
DROP TRIGGER IF EXISTS personas_model_insert;
CREATE TRIGGER personas_model_insert BEFORE INSERT ON personas
WHEN NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.llm_model)
BEGIN SELECT RAISE(ABORT, 'personas.llm_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS personas_model_update;
CREATE TRIGGER personas_model_update BEFORE UPDATE OF llm_model ON personas
WHEN NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.llm_model)
BEGIN SELECT RAISE(ABORT, 'personas.llm_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS personas_fallback_insert;
CREATE TRIGGER personas_fallback_insert BEFORE INSERT ON personas
WHEN NEW.fallback_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.fallback_model)
BEGIN SELECT RAISE(ABORT, 'personas.fallback_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS personas_fallback_update;
CREATE TRIGGER personas_fallback_update BEFORE UPDATE OF fallback_model ON personas
WHEN NEW.fallback_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.fallback_model)
BEGIN SELECT RAISE(ABORT, 'personas.fallback_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS persona_versions_model_insert;
CREATE TRIGGER persona_versions_model_insert BEFORE INSERT ON persona_versions
WHEN NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.llm_model)
BEGIN SELECT RAISE(ABORT, 'persona_versions.llm_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS persona_versions_model_update;
CREATE TRIGGER persona_versions_model_update BEFORE UPDATE OF llm_model ON persona_versions
WHEN NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.llm_model)
BEGIN SELECT RAISE(ABORT, 'persona_versions.llm_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS persona_versions_fallback_insert;
CREATE TRIGGER persona_versions_fallback_insert BEFORE INSERT ON persona_versions
WHEN NEW.fallback_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.fallback_model)
BEGIN SELECT RAISE(ABORT, 'persona_versions.fallback_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS persona_versions_fallback_update;
CREATE TRIGGER persona_versions_fallback_update BEFORE UPDATE OF fallback_model ON persona_versions
WHEN NEW.fallback_model IS NOT NULL AND NOT EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.fallback_model)
BEGIN SELECT RAISE(ABORT, 'persona_versions.fallback_model is not in model_catalog'); END;

DROP TRIGGER IF EXISTS model_catalog_no_delete_in_use;
CREATE TRIGGER model_catalog_no_delete_in_use BEFORE DELETE ON model_catalog
WHEN EXISTS (SELECT 1 FROM personas WHERE llm_model = OLD.id OR fallback_model = OLD.id)
  OR EXISTS (SELECT 1 FROM persona_versions WHERE llm_model = OLD.id OR fallback_model = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a persona uses this model'); END;

DROP TRIGGER IF EXISTS model_catalog_no_rename_in_use;
CREATE TRIGGER model_catalog_no_rename_in_use BEFORE UPDATE OF id ON model_catalog
WHEN NEW.id <> OLD.id AND (
  EXISTS (SELECT 1 FROM personas WHERE llm_model = OLD.id OR fallback_model = OLD.id)
  OR EXISTS (SELECT 1 FROM persona_versions WHERE llm_model = OLD.id OR fallback_model = OLD.id))
BEGIN SELECT RAISE(ABORT, 'a persona uses this model'); END;

-- Calls name the version they were answered with: what was published never changes, and no version goes.
DROP TRIGGER IF EXISTS persona_versions_published_no_update;
CREATE TRIGGER persona_versions_published_no_update BEFORE UPDATE ON persona_versions
WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'a published version never changes: publish another one'); END;

DROP TRIGGER IF EXISTS persona_versions_no_delete;
CREATE TRIGGER persona_versions_no_delete BEFORE DELETE ON persona_versions
BEGIN SELECT RAISE(ABORT, 'persona_versions keeps every version'); END;

-- History keeps its personas.
DROP TRIGGER IF EXISTS personas_no_delete_in_use;
CREATE TRIGGER personas_no_delete_in_use BEFORE DELETE ON personas
WHEN EXISTS (SELECT 1 FROM calls WHERE persona_id = OLD.id)
BEGIN SELECT RAISE(ABORT, 'this persona has calls: set archived_at instead'); END;

-- At any moment one key has at most one rate: [effective_from, effective_to) never overlap.
DROP TRIGGER IF EXISTS service_pricing_no_overlap_insert;
CREATE TRIGGER service_pricing_no_overlap_insert BEFORE INSERT ON service_pricing
WHEN EXISTS (
  SELECT 1 FROM service_pricing AS other
  WHERE other.service = NEW.service AND other.operation = NEW.operation AND other.model IS NEW.model
    AND NEW.effective_from < IFNULL(other.effective_to, '9999') AND other.effective_from < IFNULL(NEW.effective_to, '9999'))
BEGIN SELECT RAISE(ABORT, 'service_pricing: two rates of one key overlap'); END;

DROP TRIGGER IF EXISTS service_pricing_no_overlap_update;
CREATE TRIGGER service_pricing_no_overlap_update BEFORE UPDATE ON service_pricing
WHEN EXISTS (
  SELECT 1 FROM service_pricing AS other
  WHERE other.id <> OLD.id AND other.service = NEW.service AND other.operation = NEW.operation AND other.model IS NEW.model
    AND NEW.effective_from < IFNULL(other.effective_to, '9999') AND other.effective_from < IFNULL(NEW.effective_to, '9999'))
BEGIN SELECT RAISE(ABORT, 'service_pricing: two rates of one key overlap'); END;

-- A rate that has priced a row keeps its terms and its start forever; it may only end where another takes over. Prices are
-- compared as numbers, because people write 0.0140 for 0.014. A row may be booked after the rate's end: its call began before.
DROP TRIGGER IF EXISTS service_pricing_no_update_once_used;
CREATE TRIGGER service_pricing_no_update_once_used BEFORE UPDATE ON service_pricing
WHEN (NEW.service <> OLD.service OR NEW.operation <> OLD.operation OR NEW.model IS NOT OLD.model
    OR NEW.unit_price <> OLD.unit_price OR NEW.pricing_type <> OLD.pricing_type OR NEW.increment_seconds IS NOT OLD.increment_seconds
    OR NEW.effective_from <> OLD.effective_from)
  AND EXISTS (
    SELECT 1 FROM api_call_events AS used
    WHERE used.booked_at >= OLD.effective_from AND used.service = OLD.service AND OLD.operation IN (used.operation, 'default')
      AND (OLD.model IS NULL OR used.model = OLD.model) AND used.pricing_source IN ('rate_card', 'free')
      AND CAST(used.unit_cost AS REAL) = CAST(OLD.unit_price AS REAL))
BEGIN SELECT RAISE(ABORT, 'service_pricing: this rate has priced rows, so it does not change: end it and add another'); END;

DROP TRIGGER IF EXISTS service_pricing_no_delete_once_used;
CREATE TRIGGER service_pricing_no_delete_once_used BEFORE DELETE ON service_pricing
WHEN EXISTS (
    SELECT 1 FROM api_call_events AS used
    WHERE used.booked_at >= OLD.effective_from AND used.service = OLD.service AND OLD.operation IN (used.operation, 'default')
      AND (OLD.model IS NULL OR used.model = OLD.model) AND used.pricing_source IN ('rate_card', 'free')
      AND CAST(used.unit_cost AS REAL) = CAST(OLD.unit_price AS REAL))
BEGIN SELECT RAISE(ABORT, 'service_pricing: this rate has priced rows, so it stays: end it instead'); END;

-- A rate that ends before it begins would never be in force, and would hide from the rule of overlaps.
DROP TRIGGER IF EXISTS service_pricing_ends_after_start_insert;
CREATE TRIGGER service_pricing_ends_after_start_insert BEFORE INSERT ON service_pricing
WHEN NEW.effective_to <= NEW.effective_from
BEGIN SELECT RAISE(ABORT, 'service_pricing: a rate ends after it begins'); END;

DROP TRIGGER IF EXISTS service_pricing_ends_after_start_update;
CREATE TRIGGER service_pricing_ends_after_start_update BEFORE UPDATE ON service_pricing
WHEN NEW.effective_to <= NEW.effective_from
BEGIN SELECT RAISE(ABORT, 'service_pricing: a rate ends after it begins'); END;

-- Who did what to which rate stays as it was written.
DROP TRIGGER IF EXISTS service_pricing_changes_no_update;
CREATE TRIGGER service_pricing_changes_no_update BEFORE UPDATE ON service_pricing_changes
BEGIN SELECT RAISE(ABORT, 'service_pricing_changes is append-only'); END;

DROP TRIGGER IF EXISTS service_pricing_changes_no_delete;
CREATE TRIGGER service_pricing_changes_no_delete BEFORE DELETE ON service_pricing_changes
BEGIN SELECT RAISE(ABORT, 'service_pricing_changes is append-only'); END;

DROP TRIGGER IF EXISTS provider_invoice_changes_no_update;
CREATE TRIGGER provider_invoice_changes_no_update BEFORE UPDATE ON provider_invoice_changes
BEGIN SELECT RAISE(ABORT, 'provider_invoice_changes is append-only'); END;

DROP TRIGGER IF EXISTS provider_invoice_changes_no_delete;
CREATE TRIGGER provider_invoice_changes_no_delete BEFORE DELETE ON provider_invoice_changes
BEGIN SELECT RAISE(ABORT, 'provider_invoice_changes is append-only'); END;

-- REPLACE INTO and UPDATE OR REPLACE take a row away without its delete trigger, unless the client has recursive triggers on. So no statement may bring
-- a key that another row has: a row that is there stays, and whoever adds one twice is told. The program asks before it inserts.

DROP TRIGGER IF EXISTS api_call_events_no_replace_insert;
CREATE TRIGGER api_call_events_no_replace_insert BEFORE INSERT ON api_call_events
WHEN EXISTS (SELECT 1 FROM api_call_events WHERE event_key = NEW.event_key) OR EXISTS (SELECT 1 FROM api_call_events WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'api_call_events is append-only: a row with this key is there, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS ledger_transactions_no_replace_insert;
CREATE TRIGGER ledger_transactions_no_replace_insert BEFORE INSERT ON ledger_transactions
WHEN EXISTS (SELECT 1 FROM ledger_transactions WHERE transaction_key = NEW.transaction_key) OR EXISTS (SELECT 1 FROM ledger_transactions WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger_transactions is append-only: a row with this key is there, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS ledger_entries_no_replace_insert;
CREATE TRIGGER ledger_entries_no_replace_insert BEFORE INSERT ON ledger_entries
WHEN EXISTS (SELECT 1 FROM ledger_entries WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'ledger_entries is append-only: a row with this key is there, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS service_pricing_changes_no_replace_insert;
CREATE TRIGGER service_pricing_changes_no_replace_insert BEFORE INSERT ON service_pricing_changes
WHEN EXISTS (SELECT 1 FROM service_pricing_changes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'service_pricing_changes is append-only: a row with this key is there, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS provider_invoice_changes_no_replace_insert;
CREATE TRIGGER provider_invoice_changes_no_replace_insert BEFORE INSERT ON provider_invoice_changes
WHEN EXISTS (SELECT 1 FROM provider_invoice_changes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'provider_invoice_changes is append-only: a row with this key is there, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS persona_versions_no_replace_insert;
CREATE TRIGGER persona_versions_no_replace_insert BEFORE INSERT ON persona_versions
WHEN EXISTS (SELECT 1 FROM persona_versions WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM persona_versions WHERE (persona_id = NEW.persona_id AND number = NEW.number)) OR EXISTS (SELECT 1 FROM persona_versions WHERE (persona_id = NEW.persona_id AND state = 'draft' AND NEW.state = 'draft'))
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: persona_versions has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS persona_versions_no_replace_update;
CREATE TRIGGER persona_versions_no_replace_update BEFORE UPDATE OF id, persona_id, number, state ON persona_versions
WHEN EXISTS (SELECT 1 FROM persona_versions WHERE id <> OLD.id AND id = NEW.id) OR EXISTS (SELECT 1 FROM persona_versions WHERE id <> OLD.id AND (persona_id = NEW.persona_id AND number = NEW.number)) OR EXISTS (SELECT 1 FROM persona_versions WHERE id <> OLD.id AND (persona_id = NEW.persona_id AND state = 'draft' AND NEW.state = 'draft'))
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: persona_versions has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS service_pricing_no_replace_insert;
CREATE TRIGGER service_pricing_no_replace_insert BEFORE INSERT ON service_pricing
WHEN EXISTS (SELECT 1 FROM service_pricing WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM service_pricing WHERE (service = NEW.service AND operation = NEW.operation AND model = NEW.model AND effective_from = NEW.effective_from))
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: service_pricing has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS service_pricing_no_replace_update;
CREATE TRIGGER service_pricing_no_replace_update BEFORE UPDATE OF id, service, operation, model, effective_from ON service_pricing
WHEN EXISTS (SELECT 1 FROM service_pricing WHERE id <> OLD.id AND id = NEW.id) OR EXISTS (SELECT 1 FROM service_pricing WHERE id <> OLD.id AND (service = NEW.service AND operation = NEW.operation AND model = NEW.model AND effective_from = NEW.effective_from))
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: service_pricing has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS model_catalog_no_replace_insert;
CREATE TRIGGER model_catalog_no_replace_insert BEFORE INSERT ON model_catalog
WHEN EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: model_catalog has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS model_catalog_no_replace_update;
CREATE TRIGGER model_catalog_no_replace_update BEFORE UPDATE OF id ON model_catalog
WHEN NEW.id <> OLD.id AND EXISTS (SELECT 1 FROM model_catalog WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: model_catalog has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS personas_no_replace_insert;
CREATE TRIGGER personas_no_replace_insert BEFORE INSERT ON personas
WHEN EXISTS (SELECT 1 FROM personas WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM personas WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: personas has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS personas_no_replace_update;
CREATE TRIGGER personas_no_replace_update BEFORE UPDATE OF id, name ON personas
WHEN EXISTS (SELECT 1 FROM personas WHERE id <> OLD.id AND id = NEW.id) OR EXISTS (SELECT 1 FROM personas WHERE id <> OLD.id AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: personas has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS accounts_no_replace_insert;
CREATE TRIGGER accounts_no_replace_insert BEFORE INSERT ON accounts
WHEN EXISTS (SELECT 1 FROM accounts WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM accounts WHERE name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: accounts has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS accounts_no_replace_update;
CREATE TRIGGER accounts_no_replace_update BEFORE UPDATE OF id, name ON accounts
WHEN EXISTS (SELECT 1 FROM accounts WHERE id <> OLD.id AND id = NEW.id) OR EXISTS (SELECT 1 FROM accounts WHERE id <> OLD.id AND name = NEW.name)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: accounts has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS calls_no_replace_insert;
CREATE TRIGGER calls_no_replace_insert BEFORE INSERT ON calls
WHEN EXISTS (SELECT 1 FROM calls WHERE call_sid = NEW.call_sid) OR EXISTS (SELECT 1 FROM calls WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: calls has a row with this key, and nothing takes its place'); END;

DROP TRIGGER IF EXISTS calls_no_replace_update;
CREATE TRIGGER calls_no_replace_update BEFORE UPDATE OF id, call_sid ON calls
WHEN EXISTS (SELECT 1 FROM calls WHERE id <> OLD.id AND call_sid = NEW.call_sid) OR EXISTS (SELECT 1 FROM calls WHERE id <> OLD.id AND id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: calls has a row with this key, and nothing takes its place'); END;

-- There is always exactly one default. Who gets it takes it from who had it, so that it moves in one statement and is never nobody's.

DROP TRIGGER IF EXISTS accounts_one_default_insert;
CREATE TRIGGER accounts_one_default_insert BEFORE INSERT ON accounts
WHEN NEW.is_default = 1 AND EXISTS (SELECT 1 FROM accounts WHERE is_default = 1)
BEGIN SELECT RAISE(ABORT, 'accounts: there is one default account already. Add this one with is_default = 0, then set it to 1'); END;

DROP TRIGGER IF EXISTS accounts_one_default_moves;
CREATE TRIGGER accounts_one_default_moves AFTER UPDATE OF is_default ON accounts
WHEN NEW.is_default = 1 AND OLD.is_default = 0
BEGIN UPDATE accounts SET is_default = 0 WHERE is_default = 1 AND id <> NEW.id; END;

DROP TRIGGER IF EXISTS accounts_one_default_stays;
CREATE TRIGGER accounts_one_default_stays AFTER UPDATE OF is_default ON accounts
WHEN OLD.is_default = 1 AND NEW.is_default = 0 AND NOT EXISTS (SELECT 1 FROM accounts WHERE is_default = 1)
BEGIN SELECT RAISE(ABORT, 'accounts: there is always one default account. Set is_default = 1 on another one, which takes it from this one'); END;

DROP TRIGGER IF EXISTS accounts_one_default_no_delete;
CREATE TRIGGER accounts_one_default_no_delete BEFORE DELETE ON accounts
WHEN OLD.is_default = 1
BEGIN SELECT RAISE(ABORT, 'accounts: this is the default account. Set is_default = 1 on another one first'); END;

DROP TRIGGER IF EXISTS personas_one_default_insert;
CREATE TRIGGER personas_one_default_insert BEFORE INSERT ON personas
WHEN NEW.is_default = 1 AND EXISTS (SELECT 1 FROM personas WHERE is_default = 1)
BEGIN SELECT RAISE(ABORT, 'personas: there is one default persona already. Add this one with is_default = 0, then set it to 1'); END;

DROP TRIGGER IF EXISTS personas_one_default_moves;
CREATE TRIGGER personas_one_default_moves AFTER UPDATE OF is_default ON personas
WHEN NEW.is_default = 1 AND OLD.is_default = 0
BEGIN UPDATE personas SET is_default = 0 WHERE is_default = 1 AND id <> NEW.id; END;

DROP TRIGGER IF EXISTS personas_one_default_stays;
CREATE TRIGGER personas_one_default_stays AFTER UPDATE OF is_default ON personas
WHEN OLD.is_default = 1 AND NEW.is_default = 0 AND NOT EXISTS (SELECT 1 FROM personas WHERE is_default = 1)
BEGIN SELECT RAISE(ABORT, 'personas: there is always one default persona. Set is_default = 1 on another one, which takes it from this one'); END;

DROP TRIGGER IF EXISTS personas_one_default_no_delete;
CREATE TRIGGER personas_one_default_no_delete BEFORE DELETE ON personas
WHEN OLD.is_default = 1
BEGIN SELECT RAISE(ABORT, 'personas: this is the default persona. Set is_default = 1 on another one first'); END;
