import { kubeconfig } from '#domain/kubeconfig.ts'
import { controlPlane } from '#server/control-plane.ts'
import { asUser } from '../../../../as-user.ts'

export const dynamic = 'force-dynamic'

/** A kubeconfig for one namespace with a token of the signed-in user; good for ten hours, as the login endpoint's. */
export const GET = (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
  asUser(request, async (user) => {
    const { auth, authority, inventory, settings } = await controlPlane()
    const { name, supervisorName, apiServerUrl } = await inventory.as(user).namespace((await params).id)
    const text = kubeconfig({
      host: new URL(settings.apiUrl).host,
      authority: authority.certificate,
      username: user.displayName,
      token: await auth.issueKubernetesToken(user),
      supervisors: [{ name: supervisorName, server: apiServerUrl }],
      namespaces: [{ name, supervisor: supervisorName }],
    })
    return new Response(text, {
      headers: {
        'content-type': 'application/yaml',
        'content-disposition': `attachment; filename="kubeconfig-${name}.yaml"`,
        'cache-control': 'no-store',
      },
    })
  })
