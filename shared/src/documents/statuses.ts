export const documentStatuses = ['not_started', 'in_progress', 'pending_review', 'approved', 'changes_requested', 'rejected'] as const
