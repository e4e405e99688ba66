-- CreateEnum
CREATE TYPE "export_format" AS ENUM ('docx', 'pdf');

-- CreateEnum
CREATE TYPE "export_status" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "export_job" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "document_id" UUID,
    "plan_id" UUID,
    "format" "export_format" NOT NULL,
    "revision" INTEGER,
    "approved_only" BOOLEAN NOT NULL DEFAULT false,
    "status" "export_status" NOT NULL DEFAULT 'queued',
    "documents_done" INTEGER NOT NULL DEFAULT 0,
    "documents_total" INTEGER NOT NULL DEFAULT 1,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "failure" TEXT,
    "storage_key" TEXT,
    "file_name" TEXT,
    "size_bytes" BIGINT,
    "sha256" TEXT,
    "requested_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "export_job_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "export_job_storage_key_key" ON "export_job"("storage_key");

-- CreateIndex
CREATE INDEX "export_job_organization_id_customer_id_id_idx" ON "export_job"("organization_id", "customer_id", "id");

-- CreateIndex
CREATE INDEX "export_job_organization_id_document_id_idx" ON "export_job"("organization_id", "document_id");

-- CreateIndex
CREATE INDEX "export_job_organization_id_plan_id_idx" ON "export_job"("organization_id", "plan_id");

-- CreateIndex
CREATE INDEX "export_job_organization_id_expires_at_idx" ON "export_job"("organization_id", "expires_at");

-- AddForeignKey
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_organization_id_plan_id_fkey" FOREIGN KEY ("organization_id", "plan_id") REFERENCES "iso_plan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- An export is of a revision of a document, or of a plan
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_of_one" CHECK (num_nonnulls("document_id", "plan_id") = 1 AND ("document_id" IS NULL) = ("revision" IS NULL));
-- There is a file when it is done, and only then can it be had
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_file" CHECK ("status" <> 'done' OR num_nulls("storage_key", "file_name", "size_bytes", "sha256") = 0);
-- What waits or is being made is looked for across tenants
CREATE INDEX "export_job_open" ON "export_job" ("created_at") WHERE "status" IN ('queued', 'running');

-- How far an export is is announced like everything else: what it is of, never what it says
CREATE FUNCTION export_announce() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('activity', json_build_object('type', 'export.changed', 'entity', 'export', 'id', NEW.id,
                                                  'organizationId', NEW.organization_id, 'customerId', NEW.customer_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER "export_announced" AFTER INSERT OR UPDATE OF "status", "documents_done" ON "export_job" FOR EACH ROW EXECUTE FUNCTION export_announce();

-- Row security ------------------------------------------------------------------------------------------------------------------------------
ALTER TABLE "export_job" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "export_job" FORCE ROW LEVEL SECURITY;
CREATE POLICY "export_job_tenant" ON "export_job" TO certloom_tenant
  USING ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));
CREATE POLICY "export_job_customer" ON "export_job" AS RESTRICTIVE TO certloom_tenant
  USING (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true
              ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) END)
  WITH CHECK (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true
                   ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) END);
GRANT SELECT, INSERT, UPDATE, DELETE ON "export_job" TO certloom_tenant;

-- Whoever makes exports makes those of every tenant: it learns whose the next one is, and nothing else
CREATE POLICY "export_job_take" ON "export_job" TO certloom_identity
  USING ("status" IN ('queued', 'running')) WITH CHECK ("status" = 'running');
GRANT SELECT, UPDATE ("status", "attempts", "leased_until") ON "export_job" TO certloom_identity;

CREATE FUNCTION identity_take_export()
  RETURNS TABLE (id uuid, organization_id uuid, customer_id uuid, attempts integer)
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE export_job j SET status = 'running', attempts = j.attempts + 1, leased_until = now() + interval '2 minutes'
   WHERE j.id = (SELECT n.id FROM export_job n
                  WHERE n.status = 'queued' OR (n.status = 'running' AND n.leased_until < now())
                  ORDER BY n.created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING j.id, j.organization_id, j.customer_id, j.attempts
$$;

REVOKE ALL ON FUNCTION identity_take_export() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_take_export() TO certloom_app;
GRANT CREATE ON SCHEMA public TO certloom_identity;
ALTER FUNCTION identity_take_export() OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
