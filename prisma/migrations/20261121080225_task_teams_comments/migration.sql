-- AlterTable
ALTER TABLE "task" ADD COLUMN     "team_id" UUID;

-- CreateTable
CREATE TABLE "task_comment" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "task_id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "mentioned_ids" UUID[],
    "is_internal" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_comment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_comment_organization_id_task_id_id_idx" ON "task_comment"("organization_id", "task_id", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_team_id_status_due_date_id_idx" ON "task"("organization_id", "team_id", "status", "due_date", "id");

-- CreateIndex
CREATE INDEX "task_organization_id_status_due_date_id_idx" ON "task"("organization_id", "status", "due_date", "id");

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_organization_id_team_id_fkey" FOREIGN KEY ("organization_id", "team_id") REFERENCES "team"("organization_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "task_comment" ADD CONSTRAINT "task_comment_organization_id_task_id_fkey" FOREIGN KEY ("organization_id", "task_id") REFERENCES "task"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- A task is a person's or a team's, not both
ALTER TABLE "task" ADD CONSTRAINT "task_assignee" CHECK ("assignee_id" IS NULL OR "team_id" IS NULL);

-- Row security ------------------------------------------------------------------------------------------------------------------------------
ALTER TABLE "task_comment" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "task_comment" FORCE ROW LEVEL SECURITY;
CREATE POLICY "task_comment_tenant" ON "task_comment" TO certloom_tenant
  USING ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid))
  WITH CHECK ("organization_id" = (select nullif(current_setting('app.organization_id', true), '')::uuid));
-- What staff say among themselves never reaches a customer's people
CREATE POLICY "task_comment_customer" ON "task_comment" AS RESTRICTIVE TO certloom_tenant
  USING (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true
              ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) AND NOT "is_internal" END)
  WITH CHECK (CASE WHEN (select nullif(current_setting('app.customer_id', true), '')) IS NULL THEN true
                   ELSE "customer_id" = (select nullif(current_setting('app.customer_id', true), '')::uuid) AND NOT "is_internal" END);
GRANT SELECT, INSERT, UPDATE, DELETE ON "task_comment" TO certloom_tenant;
