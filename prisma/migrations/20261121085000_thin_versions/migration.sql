-- Retention of versions. What saved itself is kept whole for a day, then the last of each hour for 30 days, then the last of each day (UTC). What
-- somebody made on purpose stays, and parts what is thinned. The policies hold the limits: not even a wrong function could touch anything else.
CREATE POLICY "document_version_thin_read" ON "document_version" FOR SELECT TO certloom_identity USING (true);
CREATE POLICY "document_version_thin_merge" ON "document_version" FOR UPDATE TO certloom_identity
  USING ("kind" = 'autosave' AND "created_at" < now() - interval '1 day') WITH CHECK ("kind" = 'autosave' AND "created_at" < now() - interval '1 day');
CREATE POLICY "document_version_thin_remove" ON "document_version" FOR DELETE TO certloom_identity
  USING ("kind" = 'autosave' AND "created_at" < now() - interval '1 day');
GRANT SELECT, DELETE, UPDATE ("changed_sections", "contributor_ids") ON "document_version" TO certloom_identity;

-- Answers how many revisions went. What a removed one changed and who wrote it goes into the next that stays, so that every revision left still
-- reads as it was stored.
CREATE FUNCTION identity_thin_versions()
  RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH placed AS (
    SELECT organization_id, document_id, revision, kind, created_at,
           count(*) FILTER (WHERE kind <> 'autosave') OVER (PARTITION BY organization_id, document_id ORDER BY revision) AS stretch
      FROM document_version
  ), thinned AS (
    SELECT organization_id, document_id, max(revision) AS kept, array_agg(revision) AS revisions
      FROM placed
     WHERE kind = 'autosave' AND created_at < now() - interval '1 day'
     GROUP BY organization_id, document_id, stretch, created_at < now() - interval '30 days',
              date_trunc(CASE WHEN created_at < now() - interval '30 days' THEN 'day' ELSE 'hour' END, created_at, 'UTC')
    HAVING count(*) > 1
  ), merged AS (
    UPDATE document_version v
       SET changed_sections = (SELECT jsonb_object_agg(latest.key, latest.value)
                                 FROM (SELECT DISTINCT ON (s.key) s.key, s.value
                                         FROM document_version o, jsonb_each(o.changed_sections) s
                                        WHERE o.organization_id = v.organization_id AND o.document_id = v.document_id AND o.revision = ANY (t.revisions)
                                        ORDER BY s.key, o.revision DESC) latest),
           contributor_ids = (SELECT array_agg(DISTINCT c ORDER BY c)
                                FROM document_version o, unnest(o.contributor_ids) c
                               WHERE o.organization_id = v.organization_id AND o.document_id = v.document_id AND o.revision = ANY (t.revisions))
      FROM thinned t
     WHERE v.organization_id = t.organization_id AND v.document_id = t.document_id AND v.revision = t.kept
  ), removed AS (
    DELETE FROM document_version v USING thinned t
     WHERE v.organization_id = t.organization_id AND v.document_id = t.document_id AND v.revision = ANY (t.revisions) AND v.revision <> t.kept
    RETURNING 1
  )
  SELECT count(*)::integer FROM removed
$$;

REVOKE ALL ON FUNCTION identity_thin_versions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_thin_versions() TO certloom_app;
GRANT CREATE ON SCHEMA public TO certloom_identity;
ALTER FUNCTION identity_thin_versions() OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
