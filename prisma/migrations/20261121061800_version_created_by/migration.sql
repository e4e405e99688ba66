-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "created_by_id" UUID;
