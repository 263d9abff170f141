// When a part of a page could not be fetched or sent, say so where messages stand.
(() => {
  const tell = () => {
    const template = document.getElementById('trouble')
    const place = document.getElementById('messages')
    if (!template || !place) return
    place.replaceChildren(template.content.cloneNode(true))
    place.scrollIntoView({ block: 'center' })
  }

  document.addEventListener('htmx:responseError', tell)
  document.addEventListener('htmx:sendError', tell)
})()
