/** The request header in which a page says whom it is for. Programs need not send it. */
export const onBehalfOfHeader = 'x-certloom-on-behalf-of'

/** Its value: one person in one organization. A request that carries another than the session's is refused. */
export const onBehalfOf = ({ userId, organizationId }: { userId: string; organizationId: string }): string => `${userId}/${organizationId}`
