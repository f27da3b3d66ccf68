import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** For addresses below the client that lead nowhere, such as a tab that an object does not have; the shell stays around it. */
export default function NotFound() {
  return (
    <>
      <title>Not found - Hemisphere</title>
      <h1 className="sr-only">Not found</h1>
      <EmptyState icon="unknown" title="There is no such page" actions={<Button href="/">Home</Button>}>
        The address may be mistyped, or from another version. Choose an object in the navigator.
      </EmptyState>
    </>
  )
}
