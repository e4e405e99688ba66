-- CreateEnum
CREATE TYPE "session_kind" AS ENUM ('interview', 'workshop');

-- AlterTable
ALTER TABLE "export_job" ADD COLUMN     "session_id" UUID;

-- AlterTable
ALTER TABLE "interview_session" ADD COLUMN     "kind" "session_kind" NOT NULL DEFAULT 'interview';

-- AlterTable
ALTER TABLE "interview_question" ADD COLUMN     "carried_hashes" TEXT[];
UPDATE "interview_question" SET "carried_hashes" = array_remove(ARRAY["carried_hash"], NULL);
ALTER TABLE "interview_question" DROP COLUMN "carried_hash";

-- CreateTable
CREATE TABLE "workshop_topic" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "document_id" UUID,
    "project_id" UUID,

    CONSTRAINT "workshop_topic_pkey" PRIMARY KEY ("organization_id","session_id","position")
);

-- CreateTable
CREATE TABLE "interview_minutes" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "sitting" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interview_minutes_pkey" PRIMARY KEY ("organization_id","session_id","sitting")
);

-- CreateIndex
CREATE INDEX "workshop_topic_organization_id_document_id_idx" ON "workshop_topic"("organization_id", "document_id");

-- CreateIndex
CREATE INDEX "workshop_topic_organization_id_project_id_idx" ON "workshop_topic"("organization_id", "project_id");

-- CreateIndex
CREATE INDEX "export_job_organization_id_session_id_idx" ON "export_job"("organization_id", "session_id");

-- AddForeignKey
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_organization_id_session_id_fkey" FOREIGN KEY ("organization_id", "session_id") REFERENCES "interview_session"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop_topic" ADD CONSTRAINT "workshop_topic_organization_id_session_id_fkey" FOREIGN KEY ("organization_id", "session_id") REFERENCES "interview_session"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop_topic" ADD CONSTRAINT "workshop_topic_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop_topic" ADD CONSTRAINT "workshop_topic_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_minutes" ADD CONSTRAINT "interview_minutes_organization_id_session_id_fkey" FOREIGN KEY ("organization_id", "session_id") REFERENCES "interview_session"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- A topic is a document or a checklist
ALTER TABLE "workshop_topic" ADD CONSTRAINT "workshop_topic_of_one" CHECK (num_nonnulls("document_id", "project_id") = 1);
-- An export is of a revision of a document, of a plan, or of a session
ALTER TABLE "export_job" DROP CONSTRAINT "export_job_of_one";
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_of_one"
  CHECK (num_nonnulls("document_id", "plan_id", "session_id") = 1 AND ("document_id" IS NULL) = ("revision" IS NULL));
-- Every session has a room for its staff alone. It concerns no customer: row security hides it from their people
INSERT INTO "live_document" ("room", "organization_id", "kind", "entity_id", "epoch", "schema_version", "state")
SELECT 'internal:' || "id" || ':1', "organization_id", 'internal', "id", 1, 2, '\x0000' FROM "interview_session";

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['workshop_topic', 'interview_minutes']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
-- Minutes are written once
GRANT SELECT, INSERT ON "workshop_topic", "interview_minutes" TO certloom_tenant;
