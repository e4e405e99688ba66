-- CreateIndex
CREATE INDEX "customer_organization_id_created_at_id_idx" ON "customer"("organization_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "evidence_organization_id_title_id_idx" ON "evidence"("organization_id", "title", "id");

-- CreateIndex
CREATE INDEX "storage_file_organization_id_customer_id_name_id_idx" ON "storage_file"("organization_id", "customer_id", "name", "id");

-- Words anywhere in a text are found by its trigrams. Both extensions come with PostgreSQL and are trusted: who owns the database may make them
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE INDEX "task_words" ON "task" USING gin ("organization_id", "title" gin_trgm_ops) WHERE "archived_at" IS NULL;
CREATE INDEX "customer_document_words" ON "customer_document" USING gin ("organization_id", "name" gin_trgm_ops) WHERE "archived_at" IS NULL;
CREATE INDEX "evidence_words" ON "evidence" USING gin ("organization_id", "title" gin_trgm_ops) WHERE "archived_at" IS NULL;
CREATE INDEX "storage_file_words" ON "storage_file" USING gin ("organization_id", "name" gin_trgm_ops) WHERE "purged_at" IS NULL;

-- Under row security ILIKE takes no part in choosing an index, because it might tell of rows one may not see. So the words are looked for behind it,
-- by a function that keeps to the tenant itself and answers ids, which are then read under row security like any others
CREATE POLICY "task_words" ON "task" FOR SELECT TO certloom_identity USING (true);
CREATE POLICY "customer_document_words" ON "customer_document" FOR SELECT TO certloom_identity USING (true);
CREATE POLICY "evidence_words" ON "evidence" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ("id", "organization_id", "customer_id", "title", "archived_at") ON "task" TO certloom_identity;
GRANT SELECT ("id", "organization_id", "customer_id", "name", "archived_at") ON "customer_document" TO certloom_identity;
GRANT SELECT ("id", "organization_id", "customer_id", "title", "file_id", "archived_at") ON "evidence" TO certloom_identity;

GRANT CREATE ON SCHEMA public TO certloom_identity;

-- At most this many ids of the tenant's rows that have these words in them. Planned for the words at hand, never by reading a table from end to end
CREATE FUNCTION tenant_rows_saying(p_table text, p_pattern text, p_most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off AS $$
DECLARE
  org constant uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  own constant uuid := nullif(current_setting('app.customer_id', true), '')::uuid;
BEGIN
  CASE p_table
    WHEN 'task' THEN RETURN QUERY
      SELECT t."id" FROM "task" t
       WHERE t."organization_id" = org AND t."archived_at" IS NULL AND t."title" ILIKE p_pattern AND (own IS NULL OR t."customer_id" = own)
       LIMIT p_most;
    WHEN 'customer_document' THEN RETURN QUERY
      SELECT d."id" FROM "customer_document" d
       WHERE d."organization_id" = org AND d."archived_at" IS NULL AND d."name" ILIKE p_pattern AND (own IS NULL OR d."customer_id" = own)
       LIMIT p_most;
    WHEN 'evidence' THEN RETURN QUERY
      SELECT e."id" FROM "evidence" e
       WHERE e."organization_id" = org AND e."archived_at" IS NULL AND e."title" ILIKE p_pattern AND (own IS NULL OR e."customer_id" = own)
       UNION
      SELECT e."id" FROM "storage_file" f JOIN "evidence" e ON e."organization_id" = f."organization_id" AND e."file_id" = f."id"
       WHERE f."organization_id" = org AND f."purged_at" IS NULL AND f."name" ILIKE p_pattern AND (own IS NULL OR f."customer_id" = own)
         AND e."archived_at" IS NULL
       LIMIT p_most;
  END CASE;
END $$;
REVOKE ALL ON FUNCTION tenant_rows_saying(text, text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tenant_rows_saying(text, text, int) TO certloom_tenant;
ALTER FUNCTION tenant_rows_saying(text, text, int) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
