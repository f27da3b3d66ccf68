import { HomeCards } from '#components/home/home-cards.tsx'
import { NamespacesGrid } from '#components/namespaces/namespaces-grid.tsx'
import { ObjectFrame } from '#components/shell/object-frame.tsx'
import { holds } from '#domain/user.ts'
import { Prefetched } from '../prefetched.tsx'
import { readWindow, type SearchParams } from '../route-params.ts'
import { requireUser } from '../session.ts'

/** Home: the whole in numbers for who may see the inventory, one's own namespaces for everybody else. */
export default async function HomePage(props: SearchParams) {
  const everything = holds(await requireUser(), 'System.Read')
  return (
    <Prefetched asked={everything ? [['home', {}]] : [['namespaces', await readWindow(props)]]}>
      <ObjectFrame icon="home" name={everything ? 'Home' : 'My Namespaces'}>
        {everything ? <HomeCards /> : <NamespacesGrid />}
      </ObjectFrame>
    </Prefetched>
  )
}
