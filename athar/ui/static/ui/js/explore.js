// Turns a drawn map into one that can be moved and zoomed: our own outlines, nothing from elsewhere.
// The table stays as it is; the library is fetched when the button is pressed.

import { hatchUnknown, styleOf } from "./explore-style.js";

export function attach(button) {
  const figure = button.closest("figure");
  const drawing = figure.querySelector("svg.map");
  if (!drawing || !window.WebGL2RenderingContext) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await open(button, drawing);
      button.remove();
    } catch (error) {
      figure.querySelector(".explore")?.remove();
      button.disabled = false;
      throw error;
    }
  });
}

async function open(button, drawing) {
  const { source, sheet, worker, locale, to } = button.dataset;
  const [library, data] = await Promise.all([
    import("maplibre-gl"),
    fetch(source).then((answer) => answer.json()),
    styled(sheet),
  ]);
  library.setWorkerUrl(new URL(worker, location.href).href);
  const frame = document.createElement("div");
  frame.className = "explore";
  frame.dir = "ltr";
  drawing.before(frame);
  const map = new library.Map({
    container: frame,
    style: styleOf(data),
    bounds: boundsOf(data),
    fitBoundsOptions: { padding: 24 },
    maxZoom: 14,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    fadeDuration: 0,
    locale: JSON.parse(locale),
  });
  map.addControl(new library.NavigationControl({ showCompass: false }), "top-left");
  map.touchZoomRotate.disableRotation();
  map.on("load", () => {
    hatchUnknown(map);
    name(library, map, data);
    frame.dataset.ready = "";
    map.getCanvas().focus({ preventScroll: true });
  });
  follow(map, "places", ({ code, commitments }) => commitments && to.replace("ANY-PLACE", code));
  follow(map, "points", ({ url }) => url);
}

function styled(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

function corners(geometry) {
  return geometry.type === "Point" ? [geometry.coordinates] : geometry.coordinates.flat(2);
}

function boundsOf(data) {
  const all = data.features.flatMap((feature) => corners(feature.geometry));
  const [across, up] = [0, 1].map((axis) => all.map((corner) => corner[axis]));
  return [Math.min(...across), Math.min(...up), Math.max(...across), Math.max(...up)];
}

// the names that the drawing prints, set by the browser so that every script is right; the places
// with the most come first, and a name that would cover another waits until there is room
function name(library, map, data) {
  const named = data.features.filter((one) => one.properties.label);
  named.sort((one, other) => other.properties.commitments - one.properties.commitments);
  const elements = named.map(({ properties }) => {
    const element = document.createElement("span");
    element.className = "explore-name";
    element.setAttribute("aria-hidden", "true");
    element.append(Object.assign(document.createElement("bdi"), { textContent: properties.name }));
    new library.Marker({ element }).setLngLat(properties.label).addTo(map);
    return element;
  });
  const part = () => {
    const shown = [];
    for (const element of elements) {
      const box = element.getBoundingClientRect();
      const isFree = !shown.some((other) => overlap(box, other));
      element.classList.toggle("is-covered", !isFree);
      if (isFree) shown.push(box);
    }
  };
  map.on("moveend", part);
  part();
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function follow(map, layer, address) {
  map.on("click", layer, ({ features: [one] }) => {
    const to = address(one.properties);
    if (to) location.assign(to);
  });
  map.on("mousemove", layer, () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", layer, () => (map.getCanvas().style.cursor = ""));
}
