'use client'
import { Card } from '#components/ui/card.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import type { NamespaceView } from '#domain/vsphere/namespace.ts'

/** How to work here with kubectl: a kubeconfig to download, the login command, and the API's address. */
export function KubectlCard({ namespace, username }: { namespace: NamespaceView; username: string }) {
  const { id, name, apiServerUrl } = namespace
  const server = URL.canParse(apiServerUrl) ? new URL(apiServerUrl) : undefined
  const file = `kubeconfig-${name}.yaml`
  return (
    <Card
      title="Kubernetes CLI"
      actions={
        <>
          {/* A download is no page: the browser must ask the server, not the client's router. */}
          <a
            href={`/api/namespaces/${encodeURIComponent(id)}/kubeconfig`}
            download={file}
            className="inline-flex min-h-6 items-center rounded px-1.5 text-[12px] font-medium uppercase leading-4 tracking-[.06em] text-link no-underline hover:bg-action-tint"
          >
            Download kubeconfig
          </a>
          {server && (
            <a
              href={server.origin}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-6 items-center rounded px-1.5 text-[12px] font-medium uppercase leading-4 tracking-[.06em] text-link no-underline hover:bg-action-tint"
            >
              CLI tools
            </a>
          )}
        </>
      }
    >
      <CopyField
        prompt
        label="Log in"
        text={`kubectl vsphere login --server=${server?.host ?? apiServerUrl} --vsphere-username ${username} --insecure-skip-tls-verify`}
      />
      <CopyField prompt label="With the downloaded kubeconfig" text={`kubectl --kubeconfig ${file} get pods`} />
      <CopyField label="API server URL" text={apiServerUrl} />
    </Card>
  )
}
