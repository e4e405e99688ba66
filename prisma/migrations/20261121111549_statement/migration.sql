-- AlterEnum
ALTER TYPE "export_format" ADD VALUE 'xlsx';

-- AlterTable
ALTER TABLE "export_job" ADD COLUMN     "project_id" UUID;

-- CreateIndex
CREATE INDEX "export_job_organization_id_project_id_idx" ON "export_job"("organization_id", "project_id");

-- AddForeignKey
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ------------------------------------------------------------------------------------------------------------------
-- An export is of a revision of a document, of a plan, of a session, or of a revision of a checklist
ALTER TABLE "export_job" DROP CONSTRAINT "export_job_of_one";
ALTER TABLE "export_job" ADD CONSTRAINT "export_job_of_one"
  CHECK (num_nonnulls("document_id", "plan_id", "session_id", "project_id") = 1
         AND (num_nonnulls("document_id", "project_id") = 1) = ("revision" IS NOT NULL));

-- A conversation is about a document, or about a row of a checklist
ALTER TABLE "comment_thread" ALTER COLUMN "document_id" DROP NOT NULL, ADD COLUMN "project_id" UUID;
CREATE INDEX "comment_thread_organization_id_project_id_section_id_id_idx" ON "comment_thread"("organization_id", "project_id", "section_id", "id");
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_organization_id_project_id_fkey" FOREIGN KEY ("organization_id", "project_id") REFERENCES "readiness_project"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "comment_thread" ADD CONSTRAINT "comment_thread_of_one"
  CHECK (num_nonnulls("document_id", "project_id") = 1 AND ("project_id" IS NULL OR "kind" = 'section'));
