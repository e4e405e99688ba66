-- Sorting and filtering customers by progress counts all active plans of an organization at once, from these indexes alone. Row security asks for
-- the customer of each row, so it is in them
CREATE INDEX "task_plan_count" ON "task" ("organization_id", "plan_id", "status", "customer_id") WHERE "archived_at" IS NULL AND "status" <> 'cancelled';
CREATE INDEX "customer_document_plan_count" ON "customer_document" ("organization_id", "plan_id", "id", "customer_id") WHERE "archived_at" IS NULL;
-- What is due next at a customer is the first entry
CREATE INDEX "task_customer_next_due" ON "task" ("organization_id", "customer_id", "due_date")
 WHERE "archived_at" IS NULL AND "status" IN ('pending', 'in_progress', 'blocked') AND "due_date" IS NOT NULL;

-- What somebody who leaves hands over
CREATE INDEX "customer_document_assignee" ON "customer_document" ("organization_id", "assignee_id") WHERE "assignee_id" IS NOT NULL;

-- The same figure as in customer_progress, for customers that have an active plan, made for reading all of them in one pass; a test compares both
CREATE VIEW "customer_score" WITH (security_invoker = true) AS
SELECT p."organization_id", p."customer_id",
       round(avg(round(CASE WHEN d."total" IS NULL THEN 0
                            WHEN t."total" IS NULL THEN 100 * d."approved"::numeric / d."total"
                            ELSE (60 * d."approved" * t."total" + 40 * t."completed" * d."total")::numeric / (d."total" * t."total") END, 2)), 2) AS "score"
  FROM "iso_plan" p
  LEFT JOIN (SELECT c."organization_id", c."plan_id", count(*) AS "total", count(v."document_id") AS "approved"
               FROM "customer_document" c
               LEFT JOIN (SELECT DISTINCT "organization_id", "document_id" FROM "document_version" WHERE "kind" = 'approved') v
                 ON v."organization_id" = c."organization_id" AND v."document_id" = c."id"
              WHERE c."archived_at" IS NULL
              GROUP BY c."organization_id", c."plan_id") d ON d."organization_id" = p."organization_id" AND d."plan_id" = p."id"
  LEFT JOIN (SELECT k."organization_id", k."plan_id", count(*) AS "total", count(*) FILTER (WHERE k."status" = 'completed') AS "completed"
               FROM "task" k
              WHERE k."archived_at" IS NULL AND k."status" <> 'cancelled' AND k."plan_id" IS NOT NULL
              GROUP BY k."organization_id", k."plan_id") t ON t."organization_id" = p."organization_id" AND t."plan_id" = p."id"
 WHERE p."status" = 'active'
 GROUP BY p."organization_id", p."customer_id";
GRANT SELECT ON "customer_score" TO certloom_tenant;
