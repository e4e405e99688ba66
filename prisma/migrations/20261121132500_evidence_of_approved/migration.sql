-- An approved version keeps the list of the evidence that was linked when it was approved, as it keeps everything else.
-- AlterTable
ALTER TABLE "document_version" ADD COLUMN     "evidence" JSONB;
