-- Several answers may be on their way to a section at once: what is any of them is nobody's own words
ALTER TABLE "interview_question" ADD COLUMN "carried_hashes" TEXT[];
UPDATE "interview_question" SET "carried_hashes" = array_remove(ARRAY["carried_hash"], NULL);
ALTER TABLE "interview_question" DROP COLUMN "carried_hash";
