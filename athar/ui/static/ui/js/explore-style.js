// How a map that can be moved looks: the colours of the page, the hatching of what is not known.

const STEPS = ["--none-t", "--g1", "--g2", "--g3", "--g4", "--g5"];
const STATUS = {
  completed: "--done-f",
  on_track: "--ok-f",
  at_risk: "--risk-f",
  off_track: "--off-f",
};

const colour = (token) => getComputedStyle(document.documentElement).getPropertyValue(token).trim();

export function styleOf(data) {
  const of = (feature) => ["==", ["get", "feature"], feature];
  const shades = STEPS.flatMap((token, step) => [step, colour(token)]);
  const statuses = Object.entries(STATUS).flatMap(([status, token]) => [status, colour(token)]);
  const layer = (id, type, filter, paint) => ({ id, type, source: "all", filter, paint });
  const place = of("place");
  return {
    version: 8,
    sources: { all: { type: "geojson", data } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--paper") } },
      layer("places", "fill", place, {
        "fill-color": ["match", ["coalesce", ["get", "step"], 0], ...shades, colour("--none-t")],
      }),
      layer("borders", "line", place, { "line-color": colour("--surface"), "line-width": 1.5 }),
      layer("points", "circle", of("commitment"), {
        "circle-radius": 6,
        "circle-color": ["match", ["get", "status"], ...statuses, colour("--none-f")],
        "circle-stroke-color": colour("--surface"),
        "circle-stroke-width": 2,
      }),
    ],
  };
}

// what is not known is hatched, under the borders
export function hatchUnknown(map) {
  map.addImage("hatch", hatch());
  map.addLayer(
    {
      id: "unknown",
      type: "fill",
      source: "all",
      filter: ["all", ["==", ["get", "feature"], "place"], ["==", ["get", "step"], null]],
      paint: { "fill-pattern": "hatch" },
    },
    "borders",
  );
}

function hatch() {
  const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = colour("--none-t");
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour("--none-f");
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, 8, 8);
}
