-- AlterTable
ALTER TABLE "section_projection" ADD COLUMN     "locked_at" TIMESTAMPTZ(3),
ADD COLUMN     "locked_by_id" UUID;
