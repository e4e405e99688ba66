-- A session begins only while the password it was begun with is still the person's. Whoever signs in with the old one while a reset is under way waits
-- for it here and gets none; what was begun before it is ended by it
DROP FUNCTION identity_create_session(text, uuid, uuid, timestamptz);

GRANT CREATE ON SCHEMA public TO certloom_identity;
CREATE FUNCTION identity_create_session(p_id text, p_user_id uuid, p_organization_id uuid, p_expires_at timestamptz, p_password_hash text)
  RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH proven AS (SELECT c.user_id FROM user_credential c WHERE c.user_id = p_user_id AND c.password_hash = p_password_hash FOR SHARE),
       begun AS (INSERT INTO session (id, user_id, organization_id, expires_at)
                 SELECT p_id, p.user_id, p_organization_id, p_expires_at FROM proven p RETURNING 1)
  SELECT count(*) = 1 FROM begun
$$;
REVOKE ALL ON FUNCTION identity_create_session(text, uuid, uuid, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_create_session(text, uuid, uuid, timestamptz, text) TO certloom_app;
ALTER FUNCTION identity_create_session(text, uuid, uuid, timestamptz, text) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
