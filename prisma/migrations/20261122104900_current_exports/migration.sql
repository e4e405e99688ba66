-- AlterTable
ALTER TABLE "export_job" ADD COLUMN     "is_current" BOOLEAN NOT NULL DEFAULT false;
