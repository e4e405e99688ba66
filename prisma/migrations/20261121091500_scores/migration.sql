-- AlterTable
ALTER TABLE "iso_plan" ADD COLUMN     "cancelled_at" TIMESTAMPTZ(3),
ADD COLUMN     "owner_id" UUID;

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "time_zone" TEXT NOT NULL DEFAULT 'UTC';

-- CreateTable
CREATE TABLE "score_snapshot" (
    "organization_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "customer_id" UUID,
    "plan_id" UUID,
    "progress_percentage" DECIMAL(5,2) NOT NULL,
    "total_documents" INTEGER NOT NULL,
    "approved_documents" INTEGER NOT NULL,
    "total_tasks" INTEGER NOT NULL,
    "completed_tasks" INTEGER NOT NULL,

    CONSTRAINT "score_snapshot_pkey" PRIMARY KEY ("organization_id","subject_id","day")
);

-- CreateIndex
CREATE INDEX "score_snapshot_organization_id_plan_id_idx" ON "score_snapshot"("organization_id", "plan_id");

-- CreateIndex
CREATE INDEX "score_snapshot_organization_id_customer_id_idx" ON "score_snapshot"("organization_id", "customer_id");

-- CreateIndex
CREATE INDEX "activity_organization_id_customer_id_id_idx" ON "activity"("organization_id", "customer_id", "id");

-- CreateIndex
CREATE INDEX "customer_document_organization_id_due_date_id_idx" ON "customer_document"("organization_id", "due_date", "id");

-- CreateIndex
CREATE INDEX "customer_document_organization_id_updated_at_id_idx" ON "customer_document"("organization_id", "updated_at", "id");

-- CreateIndex
CREATE INDEX "iso_plan_organization_id_status_target_completion_date_id_idx" ON "iso_plan"("organization_id", "status", "target_completion_date", "id");

-- CreateIndex
CREATE INDEX "iso_plan_organization_id_target_completion_date_id_idx" ON "iso_plan"("organization_id", "target_completion_date", "id");

-- AddForeignKey
ALTER TABLE "score_snapshot" ADD CONSTRAINT "score_snapshot_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organization"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_snapshot" ADD CONSTRAINT "score_snapshot_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "score_snapshot" ADD CONSTRAINT "score_snapshot_organization_id_plan_id_fkey" FOREIGN KEY ("organization_id", "plan_id") REFERENCES "iso_plan"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- Counts read these alone. Row security asks for the customer of each row, so it is in them
CREATE INDEX "task_counts" ON "task" ("organization_id", "plan_id", "status", "requires_evidence", "has_evidence", "customer_id") WHERE "archived_at" IS NULL;
CREATE INDEX "task_open" ON "task" ("organization_id", "due_date", "assignee_id", "plan_id", "customer_id") WHERE "archived_at" IS NULL AND "status" IN ('pending', 'in_progress', 'blocked');
CREATE INDEX "task_open_own" ON "task" ("organization_id", "due_date", "id") WHERE "archived_at" IS NULL AND "status" IN ('pending', 'in_progress', 'blocked') AND "section_id" IS NULL;
CREATE INDEX "customer_document_counts" ON "customer_document" ("organization_id", "plan_id", "status", "id", "customer_id") WHERE "archived_at" IS NULL;
CREATE INDEX "customer_document_open" ON "customer_document" ("organization_id", "due_date", "id") WHERE "archived_at" IS NULL AND "status" <> 'approved';
CREATE INDEX "customer_live" ON "customer" ("organization_id", "id") WHERE "archived_at" IS NULL;
CREATE INDEX "iso_plan_counts" ON "iso_plan" ("organization_id", "status", "customer_id", "id");
CREATE INDEX "evidence_counts" ON "evidence" ("organization_id", "status", "valid_until", "customer_id", "id") WHERE "archived_at" IS NULL;
DROP INDEX "document_version_approved";
CREATE INDEX "document_version_approved" ON "document_version" ("organization_id", "document_id", "customer_id") WHERE "kind" = 'approved';
-- A plan is deleted with all that is its own; what hangs on its row goes with it
GRANT DELETE ON "iso_plan" TO certloom_tenant;

-- The days of the trend --------------------------------------------------------------------------------------------------------------------
ALTER TABLE "score_snapshot" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "score_snapshot" FORCE ROW LEVEL SECURITY;
CREATE POLICY "score_snapshot_tenant" ON "score_snapshot" TO certloom_tenant
  USING ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));
CREATE POLICY "score_snapshot_customer" ON "score_snapshot" AS RESTRICTIVE TO certloom_tenant
  USING (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) END)
  WITH CHECK (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) END);
GRANT SELECT, INSERT ON "score_snapshot" TO certloom_tenant;
CREATE POLICY "score_snapshot_identity" ON "score_snapshot" FOR SELECT TO certloom_identity USING (true);
GRANT SELECT ON "score_snapshot" TO certloom_identity;

-- Which organizations have no snapshot of the day that it is where they are. A zone this PostgreSQL does not know counts as UTC
GRANT CREATE ON SCHEMA public TO certloom_identity;
CREATE FUNCTION identity_without_snapshot(p_at timestamptz)
  RETURNS TABLE (organization_id uuid, day date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.id, d.day
    FROM organization o
    LEFT JOIN pg_timezone_names z ON z.name = o.time_zone
   CROSS JOIN LATERAL (SELECT (p_at AT TIME ZONE coalesce(z.name, 'UTC'))::date AS day) d
   WHERE NOT EXISTS (SELECT FROM score_snapshot s WHERE s.organization_id = o.id AND s.subject_id = o.id AND s.day = d.day)
$$;
REVOKE ALL ON FUNCTION identity_without_snapshot(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_without_snapshot(timestamptz) TO certloom_app;
ALTER FUNCTION identity_without_snapshot(timestamptz) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
