-- Open tasks are counted from the index alone; what a team has is not nobody's
DROP INDEX "task_open";
CREATE INDEX "task_open" ON "task" ("organization_id", "due_date", "assignee_id", "team_id", "plan_id", "customer_id") WHERE "archived_at" IS NULL AND "status" IN ('pending', 'in_progress', 'blocked');
