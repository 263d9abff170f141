// When what the reader asked for could not be fetched or sent, say so where messages stand.
// A panel that loads by itself keeps its link instead: that says enough.
(() => {
  const tell = (event) => {
    if (event.detail.elt.matches('[hx-trigger*="load"], [hx-trigger*="revealed"]')) return
    const template = document.getElementById('trouble')
    const place = document.getElementById('messages')
    if (!template || !place) return
    place.replaceChildren(template.content.cloneNode(true))
    place.scrollIntoView({ block: 'center' })
  }

  document.addEventListener('htmx:responseError', tell)
  document.addEventListener('htmx:sendError', tell)
})()
