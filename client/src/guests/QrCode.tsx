import { useMemo } from 'react'
import { encode } from 'uqr'
import classes from './QrCode.module.css'

/** Around the code stays this much empty, in modules (ISO/IEC 18004). */
const quiet = 4

/** An address as a camera reads it: dark on light in either theme, as some readers want it. */
export function QrCode({ address, label }: { address: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(address, { ecc: 'M', border: quiet })
    const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
    return { size, path }
  }, [address])
  return (
    <svg className={classes.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path className={classes.modules} d={path} />
    </svg>
  )
}
