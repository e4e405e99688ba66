-- AlterTable
ALTER TABLE "customer" ADD COLUMN     "address" TEXT,
ADD COLUMN     "document_email" TEXT,
ADD COLUMN     "phone" TEXT;

-- AlterTable
ALTER TABLE "customer_document" ADD COLUMN     "assignee_id" UUID,
ADD COLUMN     "due_date" DATE;

-- AlterTable
ALTER TABLE "iso_plan" ADD COLUMN     "completed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "task" ADD COLUMN     "archived_at" TIMESTAMPTZ(3),
ADD COLUMN     "catalogue_code" TEXT;

-- CreateIndex
CREATE INDEX "task_organization_id_due_date_id_idx" ON "task"("organization_id", "due_date", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_priority_id_idx" ON "task"("organization_id", "priority", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_updated_at_id_idx" ON "task"("organization_id", "updated_at", "id");

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- A customer has each of the catalogue's own tasks once, however many plans it has
CREATE UNIQUE INDEX "task_once_per_customer" ON "task" ("organization_id", "customer_id", "catalogue_code") WHERE "scope" = 'customer' AND "catalogue_code" IS NOT NULL;
CREATE UNIQUE INDEX "task_once_per_plan" ON "task" ("organization_id", "plan_id", "catalogue_code") WHERE "scope" = 'iso_plan' AND "catalogue_code" IS NOT NULL;
CREATE INDEX "document_version_approved" ON "document_version" ("organization_id", "document_id") WHERE "kind" = 'approved';
-- A customer is deleted with all that is its own; what hangs on its row goes with it
GRANT DELETE ON "task", "customer", "live_document", "live_client" TO certloom_tenant;

-- Progress (PRODUCT decision 11); shared/src/progress says the same, and a test compares them on random data --------------------------------
CREATE VIEW "plan_progress" WITH (security_invoker = true) AS
SELECT p."organization_id", p."customer_id", p."id" AS "plan_id", p."status" AS "plan_status",
       d."total" AS "total_documents", d."approved" AS "approved_documents", d."not_started" AS "not_started_documents",
       d."in_progress" AS "in_progress_documents", d."pending_review" AS "pending_review_documents", d."completion" AS "avg_document_completion",
       t."total" AS "total_tasks", t."completed" AS "completed_tasks", t."pending" AS "pending_tasks", t."in_progress" AS "in_progress_tasks",
       t."blocked" AS "blocked_tasks", t."evidence_required" AS "evidence_required_count", t."evidence_uploaded" AS "evidence_uploaded_count",
       round(CASE WHEN d."total" = 0 THEN 0
                  WHEN t."total" = 0 THEN 100 * d."approved"::numeric / d."total"
                  ELSE (60 * d."approved" * t."total" + 40 * t."completed" * d."total")::numeric / (d."total" * t."total") END, 2) AS "overall_progress_percentage"
  FROM "iso_plan" p
 CROSS JOIN LATERAL (
       SELECT count(*) AS "total",
              count(*) FILTER (WHERE EXISTS (SELECT FROM "document_version" v
                                              WHERE v."organization_id" = c."organization_id" AND v."document_id" = c."id" AND v."kind" = 'approved')) AS "approved",
              count(*) FILTER (WHERE c."status" = 'not_started') AS "not_started",
              count(*) FILTER (WHERE c."status" IN ('in_progress', 'changes_requested', 'rejected')) AS "in_progress",
              count(*) FILTER (WHERE c."status" = 'pending_review') AS "pending_review",
              coalesce(round(avg(c."completion_percentage"), 2), 0) AS "completion"
         FROM "customer_document" c
        WHERE c."organization_id" = p."organization_id" AND c."plan_id" = p."id" AND c."archived_at" IS NULL) d
 CROSS JOIN LATERAL (
       SELECT count(*) AS "total",
              count(*) FILTER (WHERE k."status" = 'completed') AS "completed",
              count(*) FILTER (WHERE k."status" = 'pending') AS "pending",
              count(*) FILTER (WHERE k."status" = 'in_progress') AS "in_progress",
              count(*) FILTER (WHERE k."status" = 'blocked') AS "blocked",
              count(*) FILTER (WHERE k."requires_evidence") AS "evidence_required",
              count(*) FILTER (WHERE k."requires_evidence" AND k."has_evidence") AS "evidence_uploaded"
         FROM "task" k
        WHERE k."organization_id" = p."organization_id" AND k."plan_id" = p."id" AND k."archived_at" IS NULL AND k."status" <> 'cancelled') t;

CREATE VIEW "customer_progress" WITH (security_invoker = true) AS
SELECT c."organization_id", c."id" AS "customer_id",
       count(g."plan_id") AS "total_iso_plans",
       count(g."plan_id") FILTER (WHERE g."plan_status" = 'active') AS "active_plans",
       count(g."plan_id") FILTER (WHERE g."plan_status" = 'completed') AS "completed_plans",
       coalesce(sum(g."total_documents"), 0)::bigint AS "total_documents",
       coalesce(sum(g."approved_documents"), 0)::bigint AS "approved_documents",
       (coalesce(sum(g."total_tasks"), 0) + o."total")::bigint AS "total_tasks",
       (coalesce(sum(g."completed_tasks"), 0) + o."completed")::bigint AS "completed_tasks",
       coalesce(round(avg(g."overall_progress_percentage") FILTER (WHERE g."plan_status" = 'active'), 2), 0) AS "overall_progress_percentage"
  FROM "customer" c
  LEFT JOIN "plan_progress" g ON g."organization_id" = c."organization_id" AND g."customer_id" = c."id"
 CROSS JOIN LATERAL (
       SELECT count(*) AS "total", count(*) FILTER (WHERE k."status" = 'completed') AS "completed"
         FROM "task" k
        WHERE k."organization_id" = c."organization_id" AND k."customer_id" = c."id" AND k."scope" = 'customer' AND k."archived_at" IS NULL
          AND k."status" <> 'cancelled') o
 GROUP BY c."organization_id", c."id", o."total", o."completed";

GRANT SELECT ON "plan_progress", "customer_progress" TO certloom_tenant;
