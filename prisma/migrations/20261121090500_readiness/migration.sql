-- CreateEnum
CREATE TYPE "readiness_mode" AS ENUM ('story', 'list');

-- CreateEnum
CREATE TYPE "answer_status" AS ENUM ('ready', 'partial', 'missing', 'not_applicable');

-- AlterTable
ALTER TABLE "framework_requirement" ADD COLUMN     "retired_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "readiness_project" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "framework_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "mode" "readiness_mode" NOT NULL DEFAULT 'list',
    "includes_cmmc" BOOLEAN NOT NULL DEFAULT false,
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "readiness_project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "requirement_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "in_overall" BOOLEAN NOT NULL,
    "status" "answer_status" NOT NULL DEFAULT 'missing',
    "answered_at" TIMESTAMPTZ(3),
    "justification" TEXT NOT NULL DEFAULT '',
    "owner_user_id" UUID,
    "owner_team_id" UUID,
    "due_date" DATE,
    "evidence_url" TEXT,
    "evidence_id" UUID,
    "notes" JSONB,
    "notes_text" TEXT NOT NULL DEFAULT '',
    "content_hash" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3),
    "updated_by_id" UUID,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("organization_id","project_id","requirement_id")
);

-- CreateTable
CREATE TABLE "readiness_score_snapshot" (
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "overall_percentage" DECIMAL(5,2),
    "clauses_percentage" DECIMAL(5,2),
    "answered_rows" INTEGER NOT NULL,
    "domains" JSONB NOT NULL,

    CONSTRAINT "readiness_score_snapshot_pkey" PRIMARY KEY ("organization_id","project_id","day")
);

-- CreateIndex
CREATE INDEX "readiness_project_organization_id_customer_id_id_idx" ON "readiness_project"("organization_id", "customer_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "readiness_project_organization_id_id_key" ON "readiness_project"("organization_id", "id");

-- CreateIndex
CREATE INDEX "answer_organization_id_project_id_position_idx" ON "answer"("organization_id", "project_id", "position");

-- CreateIndex
CREATE INDEX "answer_requirement_id_idx" ON "answer"("requirement_id");

-- AddForeignKey
ALTER TABLE "readiness_project" ADD CONSTRAINT "readiness_project_organization_id_customer_id_fkey" FOREIGN KEY ("organization_id", "customer_id") REFERENCES "customer"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "readiness_project" ADD CONSTRAINT "readiness_project_framework_id_fkey" FOREIGN KEY ("framework_id") REFERENCES "framework"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_requirement_id_fkey" FOREIGN KEY ("requirement_id") REFERENCES "framework_requirement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "readiness_score_snapshot" ADD CONSTRAINT "readiness_score_snapshot_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How ready a checklist is (PRODUCT decision 12); shared/src/readiness/score.ts says the same, and a test compares them on random data -----------
CREATE VIEW "readiness_domain_score" WITH (security_invoker = true) AS
SELECT a."organization_id", a."customer_id", a."project_id", a."domain", bool_and(a."in_overall") AS "in_overall", min(a."position") AS "position",
       count(*) AS "rows", count(a."answered_at") AS "answered", count(*) FILTER (WHERE a."status" = 'ready') AS "ready",
       count(*) FILTER (WHERE a."status" = 'partial') AS "partial", count(*) FILTER (WHERE a."status" = 'missing') AS "missing",
       count(*) FILTER (WHERE a."status" = 'not_applicable') AS "not_applicable",
       round(100 * (count(*) FILTER (WHERE a."status" = 'ready') + 0.5 * count(*) FILTER (WHERE a."status" = 'partial'))
             / nullif(count(*) FILTER (WHERE a."status" <> 'not_applicable'), 0), 2) AS "percentage"
  FROM "answer" a
 GROUP BY a."organization_id", a."customer_id", a."project_id", a."domain";

CREATE VIEW "readiness_score" WITH (security_invoker = true) AS
SELECT d."organization_id", d."customer_id", d."project_id", sum(d."rows")::bigint AS "rows", sum(d."answered")::bigint AS "answered",
       round(avg(d."percentage") FILTER (WHERE d."in_overall"), 2) AS "overall", round(avg(d."percentage") FILTER (WHERE NOT d."in_overall"), 2) AS "beside"
  FROM "readiness_domain_score" d
 GROUP BY d."organization_id", d."customer_id", d."project_id";

GRANT SELECT ON "readiness_domain_score", "readiness_score" TO certloom_tenant;

-- Row security ------------------------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
  t text;
  org constant text := '"organization_id" = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid)';
  own constant text := 'CASE WHEN (select nullif(current_setting(''app.customer_id'', true), '''')) IS NULL THEN true ELSE "customer_id" = (select nullif(current_setting(''app.customer_id'', true), '''')::uuid) END';
BEGIN
  FOREACH t IN ARRAY ARRAY['readiness_project', 'answer', 'readiness_score_snapshot']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY %I ON %I TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_tenant', t, org, org);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO certloom_tenant USING (%s) WITH CHECK (%s)', t || '_customer', t, own, own);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON "answer", "readiness_score_snapshot" TO certloom_tenant;
GRANT SELECT, INSERT, UPDATE, DELETE ON "readiness_project" TO certloom_tenant;
