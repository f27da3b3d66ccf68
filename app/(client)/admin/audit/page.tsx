import { AuditGrid } from '#components/directory/audit-grid.tsx'
import { AdministrationFrame } from '../../../administration-frame.tsx'
import { Prefetched } from '../../../prefetched.tsx'
import { readWindow, type SearchParams } from '../../../route-params.ts'

/** The audit log; whoever may not read it is told so. */
export default async function Page(props: SearchParams) {
  const window = await readWindow(props)
  return (
    <Prefetched asked={[['auditEntries', window]]}>
      <AdministrationFrame current="audit">
        <AuditGrid />
      </AdministrationFrame>
    </Prefetched>
  )
}
