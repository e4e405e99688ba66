-- How many links to a new password were mailed to somebody whose hour is not over, used or not. Nobody else is told it, nor mails one, before the
-- transaction ends
GRANT CREATE ON SCHEMA public TO certloom_identity;
CREATE FUNCTION identity_open_resets(p_user_id uuid)
  RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM "user" WHERE id = p_user_id FOR NO KEY UPDATE;
  RETURN (SELECT count(*) FROM password_reset WHERE user_id = p_user_id AND expires_at > now());
END $$;
REVOKE ALL ON FUNCTION identity_open_resets(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION identity_open_resets(uuid) TO certloom_app;
ALTER FUNCTION identity_open_resets(uuid) OWNER TO certloom_identity;
REVOKE CREATE ON SCHEMA public FROM certloom_identity;
