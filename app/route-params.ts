/** The parameters of an object's page: the id, and the tab with what stands below it. */
export interface ObjectParams {
  params: Promise<{ id: string; tab?: string[] }>
}

/** Decoded id, tab and section; Summary when the URL names none. */
export const readParams = async ({ params }: ObjectParams): Promise<{ id: string; tab: string; section: string | undefined }> => {
  const { id, tab = [] } = await params
  return { id: decodeURIComponent(id), tab: tab[0] ?? 'summary', section: tab[1] }
}
