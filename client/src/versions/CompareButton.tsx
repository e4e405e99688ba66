import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { documentRouteId } from '../app/documentRoute.ts'
import classes from './Versions.module.css'

const route = getRouteApi(documentRouteId)

type Props = { revision: number; isCompact?: boolean; onOpen?: (() => void) | undefined }

/** Opens the comparison of a revision with what the document says now. */
export function CompareButton({ revision, isCompact = false, onOpen }: Props) {
  const navigate = route.useNavigate()
  const open = () => {
    onOpen?.()
    void navigate({ search: (search) => ({ ...search, compare: revision, version: undefined }), hash: true, resetScroll: false })
  }
  const button = (
    <Button variant="default" size="xs" fullWidth={!isCompact} onClick={open}>
      {isCompact ? 'Compare with now' : 'Compare versions'}
    </Button>
  )
  return isCompact ? button : <div className={classes.naming}>{button}</div>
}
