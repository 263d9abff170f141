// Where htmx asked for a part and a whole page came (signed out, refused, too late), the page takes the place of this one.
// A panel that loads by itself keeps its link instead, and nothing that is asked beside the typing takes the text away.
document.addEventListener('htmx:beforeSwap', (event) => {
  const { detail } = event
  const { requestConfig, xhr } = detail
  const { elt } = requestConfig
  if (!detail.shouldSwap || !/^\s*<!doctype/i.test(xhr.responseText) || elt.closest('[hx-select]')) return
  const isBeside = requestConfig.triggeringEvent?.type === 'input' && !elt.matches('form')
  if (isBeside || elt.matches('[hx-trigger*="load"], [hx-trigger*="revealed"]')) {
    detail.shouldSwap = false
    return
  }
  detail.target = document.body
  detail.swapOverride = 'innerHTML show:window:top'
  const asked = new URL(requestConfig.path, location.href)
  const came = new URL(xhr.responseURL)
  if (came.pathname !== asked.pathname) history.replaceState(null, '', came)
})
