-- CreateEnum
CREATE TYPE "interview_status" AS ENUM ('active', 'paused', 'completed');

-- CreateTable
CREATE TABLE "interview_session" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "plan_id" UUID,
    "name" TEXT NOT NULL,
    "status" "interview_status" NOT NULL DEFAULT 'active',
    "elapsed_seconds" INTEGER NOT NULL DEFAULT 0,
    "running_since" TIMESTAMPTZ(3),
    "sittings" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "interview_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "interview_question" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "section_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_asked" BOOLEAN NOT NULL,
    "carried_hash" TEXT,

    CONSTRAINT "interview_question_pkey" PRIMARY KEY ("organization_id","session_id","document_id","section_id")
);

-- CreateIndex
CREATE INDEX "interview_session_organization_id_customer_id_id_idx" ON "interview_session"("organization_id", "customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "interview_session_organization_id_id_key" ON "interview_session"("organization_id", "id");

-- CreateIndex
CREATE INDEX "interview_question_organization_id_document_id_section_id_idx" ON "interview_question"("organization_id", "document_id", "section_id");

-- AddForeignKey
ALTER TABLE "interview_session" ADD CONSTRAINT "interview_session_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_question" ADD CONSTRAINT "interview_question_organization_id_session_id_fkey" FOREIGN KEY ("organization_id", "session_id") REFERENCES "interview_session"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_question" ADD CONSTRAINT "interview_question_organization_id_document_id_fkey" FOREIGN KEY ("organization_id", "document_id") REFERENCES "customer_document"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['interview_session', 'interview_question']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "interview_session", "interview_question" TO certloom_tenant;
